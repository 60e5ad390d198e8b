using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FocusSuite.Enrollment.Migrations
{
    /// <inheritdoc />
    public partial class UserKey : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // The primary key becomes one of user and number, which a table that is spread by user needs. Replicas of the version before
            // look for numbers alone: the second index serves them. Both are built beside writes, and their locks are waited for.
            migrationBuilder.Sql("SET lock_timeout = 0", suppressTransaction: true);
            migrationBuilder.Sql("DROP INDEX CONCURRENTLY IF EXISTS ux_enrollments_user_id_id", suppressTransaction: true);
            migrationBuilder.Sql("CREATE UNIQUE INDEX CONCURRENTLY ux_enrollments_user_id_id ON enrollments (user_id, id)", suppressTransaction: true);
            migrationBuilder.Sql("DROP INDEX CONCURRENTLY IF EXISTS ix_enrollments_id", suppressTransaction: true);
            migrationBuilder.Sql("CREATE INDEX CONCURRENTLY ix_enrollments_id ON enrollments (id)", suppressTransaction: true);
            migrationBuilder.Sql("SET lock_timeout = '2s'", suppressTransaction: true);
            migrationBuilder.Sql("""
                ALTER TABLE enrollments DROP CONSTRAINT pk_enrollments,
                    ADD CONSTRAINT pk_enrollments PRIMARY KEY USING INDEX ux_enrollments_user_id_id;
                DROP INDEX IF EXISTS ix_enrollments_user_id_id;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "pk_enrollments",
                table: "enrollments");

            migrationBuilder.DropIndex(
                name: "ix_enrollments_id",
                table: "enrollments");

            migrationBuilder.AddPrimaryKey(
                name: "pk_enrollments",
                table: "enrollments",
                column: "id");

            migrationBuilder.CreateIndex(
                name: "ix_enrollments_user_id_id",
                table: "enrollments",
                columns: new[] { "user_id", "id" },
                descending: new[] { false, true });
        }
    }
}
