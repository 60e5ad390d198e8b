using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FocusSuite.Identity.Migrations
{
    /// <inheritdoc />
    public partial class RevocationsIndex : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // By itself, since it is built beside writes and so outside of a transaction. A try that was broken off leaves half of one.
            migrationBuilder.Sql("DROP INDEX CONCURRENTLY IF EXISTS ix_accounts_tokens_revoked_at", suppressTransaction: true);
            migrationBuilder.CreateIndex(
                name: "ix_accounts_tokens_revoked_at",
                table: "accounts",
                column: "tokens_revoked_at",
                filter: "tokens_revoked_at IS NOT NULL")
                .Annotation("Npgsql:CreatedConcurrently", true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_accounts_tokens_revoked_at",
                table: "accounts");
        }
    }
}
