using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FocusSuite.Catalog.Migrations
{
    /// <inheritdoc />
    public partial class ErasedUsers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "erased_users",
                columns: table => new
                {
                    user_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    erasure_id = table.Column<Guid>(type: "uuid", nullable: false),
                    removed = table.Column<string>(type: "jsonb", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_erased_users", x => x.user_hash);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "erased_users");
        }
    }
}
