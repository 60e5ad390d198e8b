using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FocusSuite.Enrollment.Migrations
{
    /// <inheritdoc />
    public partial class ProOnly : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "is_pro_only",
                table: "enrollments",
                type: "boolean",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "is_pro_only",
                table: "enrollments");
        }
    }
}
