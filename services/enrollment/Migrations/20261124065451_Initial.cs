using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FocusSuite.Enrollment.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateSequence(
                name: "enrollment_ids");

            migrationBuilder.CreateTable(
                name: "enrollments",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    program_id = table.Column<long>(type: "bigint", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    current_day = table.Column<int>(type: "integer", nullable: false),
                    completed_days = table.Column<int[]>(type: "integer[]", nullable: false),
                    total_days = table.Column<int>(type: "integer", nullable: false),
                    enrolled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    completed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_day_completed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    request_key = table.Column<string>(type: "text", nullable: true),
                    change_key = table.Column<string>(type: "text", nullable: true),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_enrollments", x => x.id);
                    table.CheckConstraint("ck_enrollments_completed", "(status = 'completed') = (completed_at IS NOT NULL)");
                    table.CheckConstraint("ck_enrollments_days", "total_days BETWEEN 1 AND 366 AND current_day BETWEEN 1 AND total_days AND cardinality(completed_days) <= total_days");
                    table.CheckConstraint("ck_enrollments_started", "started_at IS NOT NULL OR status NOT IN ('in_progress', 'paused')");
                    table.CheckConstraint("ck_enrollments_status", "status IN ('not_started', 'in_progress', 'paused', 'completed', 'abandoned')");
                });

            migrationBuilder.CreateTable(
                name: "idempotency",
                columns: table => new
                {
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    fingerprint = table.Column<string>(type: "text", nullable: false),
                    answer = table.Column<byte[]>(type: "bytea", nullable: true),
                    http_status = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    leased_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idempotency", x => new { x.user_id, x.key });
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    trace_parent = table.Column<string>(type: "text", nullable: true),
                    occurred_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    leased_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_enrollments_user_id_id",
                table: "enrollments",
                columns: new[] { "user_id", "id" },
                descending: new[] { false, true });

            migrationBuilder.CreateIndex(
                name: "ux_enrollments_live",
                table: "enrollments",
                columns: new[] { "user_id", "program_id" },
                unique: true,
                filter: "status IN ('not_started', 'in_progress', 'paused')");

            migrationBuilder.CreateIndex(
                name: "ix_idempotency_created_at",
                table: "idempotency",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_leased_until",
                table: "outbox",
                column: "leased_until");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "enrollments");

            migrationBuilder.DropTable(
                name: "idempotency");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropSequence(
                name: "enrollment_ids");
        }
    }
}
