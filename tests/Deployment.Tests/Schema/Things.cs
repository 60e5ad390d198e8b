using FocusSuite.Relational;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace FocusSuite.Deployment.Tests.Schema;

/// <summary>A service's database of two versions: things with a name, and then with a note too.</summary>
public sealed class ThingsContext(DbContextOptions<ThingsContext> options) : FocusDbContext(options);

/// <summary>The version before.</summary>
[DbContext(typeof(ThingsContext))]
[Migration(Id)]
public sealed class FirstVersion : Migration
{
    public const string Id = "20260101000000_FirstVersion";

    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("CREATE TABLE things (id bigserial PRIMARY KEY, name text NOT NULL)");
}

/// <summary>The version that is rolled out.</summary>
[DbContext(typeof(ThingsContext))]
[Migration("20260201000000_SecondVersion")]
public sealed class SecondVersion : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<string>("note", "things", type: "text", nullable: true);
}
