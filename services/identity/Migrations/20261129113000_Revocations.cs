using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FocusSuite.Identity.Migrations
{
    /// <inheritdoc />
    public partial class Revocations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[][]>(
                name: "requests",
                table: "sign_ins",
                type: "bytea[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<string>(
                name: "revocation_reason",
                table: "accounts",
                type: "character varying(32)",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "token_epoch",
                table: "accounts",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "tokens_revoked_at",
                table: "accounts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "request_keys",
                columns: table => new
                {
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    key = table.Column<byte[]>(type: "bytea", nullable: false),
                    fingerprint = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_request_keys", x => new { x.user_id, x.key });
                });

            migrationBuilder.CreateIndex(
                name: "ix_request_keys_created_at",
                table: "request_keys",
                column: "created_at");

            // Hashes without a key, by which addresses could be found out. They are learned anew at the next sign-in or refresh from there.
            migrationBuilder.Sql("DELETE FROM known_addresses");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "request_keys");

            migrationBuilder.DropColumn(
                name: "requests",
                table: "sign_ins");

            migrationBuilder.DropColumn(
                name: "revocation_reason",
                table: "accounts");

            migrationBuilder.DropColumn(
                name: "token_epoch",
                table: "accounts");

            migrationBuilder.DropColumn(
                name: "tokens_revoked_at",
                table: "accounts");
        }
    }
}
