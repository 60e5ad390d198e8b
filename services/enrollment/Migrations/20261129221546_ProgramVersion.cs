using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FocusSuite.Enrollment.Migrations
{
    /// <inheritdoc />
    public partial class ProgramVersion : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // The column change_key is used no more. Replicas of the version before write it, so it stays until the version after this one.
            migrationBuilder.AddColumn<int>(
                name: "program_version",
                table: "enrollments",
                type: "integer",
                nullable: false,
                defaultValue: 1);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "program_version",
                table: "enrollments");
        }
    }
}
