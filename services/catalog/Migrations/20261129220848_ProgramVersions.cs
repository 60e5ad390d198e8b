using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FocusSuite.Catalog.Migrations
{
    /// <inheritdoc />
    public partial class ProgramVersions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "is_seeded",
                table: "programs",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "published_version",
                table: "programs",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "retired_at",
                table: "programs",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "program_versions",
                columns: table => new
                {
                    program_id = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    content = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_program_versions", x => new { x.program_id, x.number });
                    table.ForeignKey(
                        name: "fk_program_versions_programs_program_id",
                        column: x => x.program_id,
                        principalTable: "programs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            // What is there becomes version 1, which all enrollments up to now are in.
            migrationBuilder.Sql("""
                INSERT INTO program_versions (program_id, number, published_at, content)
                SELECT p.id, 1, now(), jsonb_build_object(
                    'name', p.name, 'program_type', p.program_type, 'description', p.description, 'duration_days', p.duration_days,
                    'objectives', to_jsonb(p.objectives), 'is_pro_only', p.is_pro_only, 'icon', p.icon, 'color', p.color,
                    'cover_image_url', p.cover_image_url,
                    'days', coalesce((
                        SELECT jsonb_agg(jsonb_build_object(
                            'day_number', d.day_number, 'title', d.title, 'description', d.description, 'focus_duration', d.focus_duration,
                            'tasks', to_jsonb(d.tasks), 'tips', to_jsonb(d.tips), 'reflection_prompts', to_jsonb(d.reflection_prompts))
                            ORDER BY d.day_number)
                        FROM program_days d WHERE d.program_id = p.id), '[]'::jsonb))
                FROM programs p;
                UPDATE programs SET published_version = 1, is_seeded = key IN ('14-day-focus-challenge', '30-day-focus-mastery');
                """);

            // Replicas of the version before still read their columns and program_days, so these stay until the version after this one. New
            // programs leave them empty.
            migrationBuilder.Sql("""
                ALTER TABLE programs DROP CONSTRAINT ck_programs_color, DROP CONSTRAINT ck_programs_duration_days,
                    ALTER COLUMN name SET DEFAULT '', ALTER COLUMN program_type SET DEFAULT '', ALTER COLUMN description SET DEFAULT '',
                    ALTER COLUMN duration_days SET DEFAULT 0, ALTER COLUMN objectives SET DEFAULT '{}', ALTER COLUMN is_pro_only SET DEFAULT true,
                    ALTER COLUMN icon SET DEFAULT '', ALTER COLUMN color SET DEFAULT ''
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "program_versions");

            migrationBuilder.DropColumn(
                name: "is_seeded",
                table: "programs");

            migrationBuilder.DropColumn(
                name: "published_version",
                table: "programs");

            migrationBuilder.DropColumn(
                name: "retired_at",
                table: "programs");

            migrationBuilder.Sql("""
                DELETE FROM programs WHERE duration_days = 0;
                ALTER TABLE programs ADD CONSTRAINT ck_programs_color CHECK (color ~ '^#[0-9A-F]{6}$'),
                    ADD CONSTRAINT ck_programs_duration_days CHECK (duration_days BETWEEN 1 AND 366),
                    ALTER COLUMN name DROP DEFAULT, ALTER COLUMN program_type DROP DEFAULT, ALTER COLUMN description DROP DEFAULT,
                    ALTER COLUMN duration_days DROP DEFAULT, ALTER COLUMN objectives DROP DEFAULT, ALTER COLUMN is_pro_only DROP DEFAULT,
                    ALTER COLUMN icon DROP DEFAULT, ALTER COLUMN color DROP DEFAULT
                """);
        }
    }
}
