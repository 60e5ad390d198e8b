using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FocusSuite.Enrollment.Migrations
{
    /// <inheritdoc />
    public partial class ChangeReceipts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "change_receipts",
                table: "enrollments",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "change_receipts",
                table: "enrollments");
        }
    }
}
