using System.Reflection;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Shouldly;

namespace FocusSuite.Deployment.Tests.Schema;

/// <summary>
/// The rules of docs/operations/deploy.md, "Schema": a migration runs while the version before does, so that it may add, and nothing else.
/// What is taken away is taken away a release later, by a migration whose name begins with Contract.
/// </summary>
public sealed class ExpandTests
{
    private const string Contract = "Contract";
    private const string CreatedConcurrently = "Npgsql:CreatedConcurrently";

    public static TheoryData<string> Services => new("Catalog", "Enrollment", "Identity");

    [Theory]
    [MemberData(nameof(Services))]
    public void Migrations_OfAService_OnlyAdd(string service)
    {
        var migrations = MigrationsOf(service);

        migrations.ShouldNotBeEmpty();
        migrations.Where(migration => !migration.GetType().Name.StartsWith(Contract, StringComparison.Ordinal)).SelectMany(Faults)
            .ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(FaultyOperations))]
    public void Migration_ThatTheVersionBeforeWouldNotSurvive_IsFound(MigrationOperation operation) =>
        Faults(new One(operation)).ShouldHaveSingleItem();

    public static TheoryData<MigrationOperation> FaultyOperations =>
    [
        new DropColumnOperation { Table = "accounts", Name = "email" },
        new DropTableOperation { Name = "accounts" },
        new RenameColumnOperation { Table = "accounts", Name = "email", NewName = "mail" },
        new RenameTableOperation { Name = "accounts", NewName = "people" },
        new AlterColumnOperation { Table = "accounts", Name = "email", ColumnType = "text", ClrType = typeof(string) },
        new AddColumnOperation { Table = "accounts", Name = "level", ColumnType = "integer", ClrType = typeof(int), IsNullable = false },
        new AddForeignKeyOperation { Table = "accounts", Name = "fk", Columns = ["a"], PrincipalTable = "b" },
        new AddCheckConstraintOperation { Table = "accounts", Name = "ck", Sql = "true" },
        new CreateIndexOperation { Table = "accounts", Name = "ix", Columns = ["email"] },
    ];

    private static List<Migration> MigrationsOf(string service) =>
    [
        .. from type in Assembly.Load("FocusSuite." + service).GetTypes()
           where type.IsSubclassOf(typeof(Migration)) && type.GetCustomAttribute<MigrationAttribute>() is not null
           select (Migration)Activator.CreateInstance(type)!,
    ];

    private static IEnumerable<string> Faults(Migration migration)
    {
        var made = migration.UpOperations.OfType<CreateTableOperation>().Select(table => table.Name).ToHashSet();
        foreach (var operation in migration.UpOperations)
        {
            // Nobody uses yet what the same migration made.
            if (operation is ITableMigrationOperation { Table: { } table } && made.Contains(table))
            {
                continue;
            }

            if (Fault(operation) is { } fault)
            {
                yield return $"{migration.GetType().Name}: {operation.GetType().Name}: {fault}";
            }
        }
    }

    private static string? Fault(MigrationOperation operation) => operation switch
    {
        CreateTableOperation or EnsureSchemaOperation or CreateSequenceOperation or InsertDataOperation => null,
        AddColumnOperation { IsNullable: true } or AddColumnOperation { DefaultValue: not null } or AddColumnOperation
        {
            DefaultValueSql: not null,
        } => null,
        AddColumnOperation => "the version before inserts rows without it: make it nullable or give it a default",
        CreateIndexOperation { IsUnique: true } =>
            "the version before may break it: let a release keep to it first, then add it in a Contract migration",
        CreateIndexOperation index when index[CreatedConcurrently] is true => null,
        CreateIndexOperation => "it stops all writes while it is built: use IsCreatedConcurrently() in a migration of its own",

        // Its meaning is in its text: whoever writes it has read the rules.
        SqlOperation => null,
        _ => "the version before may still use what it changes: do it a release later, in a Contract migration",
    };

    private sealed class One(MigrationOperation operation) : Migration
    {
        public override IReadOnlyList<MigrationOperation> UpOperations { get; } = [operation];

        protected override void Up(MigrationBuilder migrationBuilder)
        {
        }
    }
}
