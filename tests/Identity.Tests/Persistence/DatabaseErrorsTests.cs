using FocusSuite.Identity.Tests.Support;
using FocusSuite.Protocol.Errors;
using FocusSuite.Relational;
using FocusSuite.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Persistence;

/// <summary>S5: what PostgreSQL itself says is read at one place, and none of it is an error of ours to a caller.</summary>
public sealed class DatabaseErrorsTests(SharedIdentity shared)
{
    private readonly IdentityInstallation _identity = shared.Service;

    [Theory]
    [InlineData("CREATE TEMP TABLE doubled (id int PRIMARY KEY); INSERT INTO doubled VALUES (1), (1)", DatabaseErrorKind.Unique, "CONFLICT")]
    [InlineData(
        "INSERT INTO sign_ins (id, account_id, token_hash, security_stamp, expires_at) VALUES (gen_random_uuid(), -1, '', '', now())",
        DatabaseErrorKind.ForeignKey,
        "CONFLICT")]
    [InlineData("DO $$ BEGIN RAISE EXCEPTION 'raced' USING ERRCODE = '40001'; END $$", DatabaseErrorKind.Serialization, "CONFLICT")]
    [InlineData("DO $$ BEGIN RAISE EXCEPTION 'locked' USING ERRCODE = '40P01'; END $$", DatabaseErrorKind.Serialization, "CONFLICT")]
    [InlineData(
        "INSERT INTO calendars (user_id, effective_from, time_zone, day_start_hour) VALUES (-1, now(), 'UTC', 99)",
        DatabaseErrorKind.Value,
        "VALIDATION_FAILED")]
    [InlineData("INSERT INTO calendars (user_id) VALUES (-1)", DatabaseErrorKind.Value, "VALIDATION_FAILED")]
    [InlineData("CREATE TEMP TABLE short (text varchar(1)); INSERT INTO short VALUES ('xx')", DatabaseErrorKind.Value, "VALIDATION_FAILED")]
    [InlineData("SELECT 99999999999::int", DatabaseErrorKind.Value, "VALIDATION_FAILED")]
    [InlineData("SELECT * FROM nowhere", null, null)]
    public async Task KindOf_WhatPostgresSays_IsTranslatedForTheCaller(string sql, DatabaseErrorKind? kind, string? code)
    {
        var thrown = await Should.ThrowAsync<PostgresException>(() => _identity.Database.ExecuteAsync(sql));

        // As EF Core and drivers wrap it.
        foreach (var exception in new Exception[] { thrown, new DbUpdateException("Not saved.", thrown), new InvalidOperationException(
            "Transient.", new DbUpdateException("Not saved.", thrown)) })
        {
            DatabaseErrors.KindOf(exception).ShouldBe(kind);
            (TranslationOf(exception)?.Word).ShouldBe(code);
        }
    }

    [Fact]
    public void KindOf_ALostRaceOrNothingOfTheDatabase_IsTold()
    {
        DatabaseErrors.KindOf(new DbUpdateConcurrencyException("Changed.")).ShouldBe(DatabaseErrorKind.Serialization);
        TranslationOf(new DbUpdateConcurrencyException("Changed.")).ShouldBe(ErrorCodes.Conflict);
        DatabaseErrors.KindOf(new TimeoutException()).ShouldBeNull();
        TranslationOf(new TimeoutException()).ShouldBeNull();
    }

    private ErrorCode? TranslationOf(Exception exception) =>
        _identity.Host.Services.GetServices<IErrorTranslator>().Select(one => one.Translate(exception)).ShouldHaveSingleItem();
}
