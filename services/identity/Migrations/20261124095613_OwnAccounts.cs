using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FocusSuite.Identity.Migrations
{
    /// <inheritdoc />
    public partial class OwnAccounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "signup_receipt",
                table: "accounts",
                type: "bytea",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "calendars",
                columns: table => new
                {
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    effective_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    time_zone = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    day_start_hour = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_calendars", x => new { x.user_id, x.effective_from });
                    table.CheckConstraint("ck_calendars_day_start_hour", "day_start_hour BETWEEN 0 AND 6");
                });

            // Whoever has an account already has had its time zone from the start.
            migrationBuilder.Sql(
                "INSERT INTO calendars (user_id, effective_from, time_zone, day_start_hour) SELECT id, created_at, time_zone, 0 FROM accounts");

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

            migrationBuilder.CreateTable(
                name: "erasures",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: true),
                    requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    completed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    round = table.Column<int>(type: "integer", nullable: false),
                    pending = table.Column<List<string>>(type: "text[]", nullable: false),
                    next_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    removed = table.Column<string>(type: "jsonb", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_erasures", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_erasures_next_at",
                table: "erasures",
                column: "next_at",
                filter: "completed_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_erasures_user_id",
                table: "erasures",
                column: "user_id",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "calendars");

            migrationBuilder.DropTable(
                name: "erased_users");

            migrationBuilder.DropTable(
                name: "erasures");

            migrationBuilder.DropColumn(
                name: "signup_receipt",
                table: "accounts");
        }
    }
}
