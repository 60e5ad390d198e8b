using FocusSuite.Protocol.Access;
using Microsoft.Extensions.Options;

namespace FocusSuite.Identity;

/// <summary>How identity works; section <c>Identity</c>.</summary>
internal sealed class IdentitySettings
{
    public const string Section = "Identity";

    /// <summary>OWASP's figure for PBKDF2 with HMAC-SHA512 (Password Storage Cheat Sheet).</summary>
    public const int MinPasswordIterations = 220_000;

    internal const int DefaultMaxWaitingPasswords = 64;

    /// <summary>
    /// The issuer in the tokens, and the base address of the public keys. When it is not set, <c>Focus:Auth:Authority</c>.
    /// </summary>
    public string? Issuer { get; set; }

    /// <summary>How long (real time) one key signs tokens; default 90 days.</summary>
    public TimeSpan KeyLifetime { get; set; } = TimeSpan.FromDays(90);

    /// <summary>
    /// How many signups an hour each replica accepts from one address; default 100, since a school or an office may share an address; 0 for
    /// no bound.
    /// </summary>
    public int SignupsPerAddress { get; set; } = 100;

    /// <summary>
    /// How many sign-ins a minute each replica accepts for one account, and how many at once; default 20; 0 for no bound. No human signs in
    /// more often than every third second.
    /// </summary>
    public int SignInsPerAccount { get; set; } = 20;

    /// <summary>
    /// How many sign-ins a minute each replica accepts from one address, and how many at once; default 300; 0 for no bound. A school or an
    /// office may share an address, and begin in the same minute.
    /// </summary>
    public int SignInsPerAddress { get; set; } = 300;

    /// <summary>How many password checks may wait for a processor; more are refused; default 64.</summary>
    public int MaxWaitingPasswords { get; set; } = DefaultMaxWaitingPasswords;

    /// <summary>
    /// The iterations of a password hash; default 220,000. A hash with fewer is renewed at the next sign-in.
    /// </summary>
    public int PasswordIterations { get; set; } = MinPasswordIterations;
}

/// <summary>Takes what is not set from the suite's settings.</summary>
internal sealed class IdentityIssuer(IOptions<IdentitySettings> settings, IOptions<AuthOptions> auth)
{
    /// <summary>The issuer, without a slash at its end.</summary>
    public string Value { get; } = (settings.Value.Issuer ?? auth.Value.Authority).TrimEnd('/');

    public string Audience { get; } = auth.Value.Audience;
}

/// <summary>Tells all that is wrong at once.</summary>
internal sealed class IdentitySettingsValidator(IHostEnvironment environment) : IValidateOptions<IdentitySettings>
{
    private static readonly TimeSpan MinKeyLifetime = TimeSpan.FromHours(2);

    public ValidateOptionsResult Validate(string? name, IdentitySettings options)
    {
        // Development may hash faster: a test run makes hundreds of accounts.
        var least = environment.IsDevelopment() ? 1 : IdentitySettings.MinPasswordIterations;
        return OptionsErrors.Among(
            (options.Issuer is null || Uri.TryCreate(options.Issuer, UriKind.Absolute, out _),
                $"{IdentitySettings.Section}:Issuer is '{options.Issuer}': "
                + "set it to an absolute address, or remove it to take Focus:Auth:Authority."),
            (options.KeyLifetime >= MinKeyLifetime,
                $"{IdentitySettings.Section}:KeyLifetime is {options.KeyLifetime}: set it to {MinKeyLifetime} or more."),
            (options.SignupsPerAddress >= 0,
                $"{IdentitySettings.Section}:SignupsPerAddress is {options.SignupsPerAddress}: "
                + "set it to 0 for no bound, or to how many an hour may come from one address."),
            (options.SignInsPerAccount >= 0 && options.SignInsPerAddress >= 0,
                $"{IdentitySettings.Section} has SignInsPerAccount {options.SignInsPerAccount} and SignInsPerAddress "
                + $"{options.SignInsPerAddress}: set them to 0 for no bound, or to how many a minute there may be."),
            (options.MaxWaitingPasswords >= 0,
                $"{IdentitySettings.Section}:MaxWaitingPasswords is {options.MaxWaitingPasswords}: "
                + $"set it to 0 or more, or remove it for {IdentitySettings.DefaultMaxWaitingPasswords}."),
            (options.PasswordIterations >= least && options.PasswordIterations <= 100_000_000,
                $"{IdentitySettings.Section}:PasswordIterations is {options.PasswordIterations}: "
                + $"set it to {least} or more, or remove it."));
    }
}

/// <summary>How erasures proceed; section <c>Identity:Erasure</c>. All times are real.</summary>
internal sealed class ErasureOptions
{
    public const string Section = "Identity:Erasure";

    /// <summary>
    /// How long after the first round through the services the second one begins; default 15 s: longer than any request that was under way,
    /// and than all replicas need to learn of the erasure. The second round removes what such a request has left behind.
    /// </summary>
    public TimeSpan Settling { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long after a failure the step is tried again; default 5 s.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(5);
}

/// <summary>Tells all that is wrong at once.</summary>
internal sealed class ErasureOptionsValidator(IHostEnvironment environment) : IValidateOptions<ErasureOptions>
{
    public ValidateOptionsResult Validate(string? name, ErasureOptions options)
    {
        // Development may be quicker: nobody's request takes ten seconds there.
        var least = environment.IsDevelopment() ? TimeSpan.Zero : TimeSpan.FromSeconds(12);
        return OptionsErrors.Among(
            (options.Settling >= least,
                $"{ErasureOptions.Section}:Settling is {options.Settling}: set it to {least} or more, or leave it out for 00:00:15."),
            (options.RetryAfter >= TimeSpan.FromMilliseconds(100),
                $"{ErasureOptions.Section}:RetryAfter is {options.RetryAfter}: "
                + "set it to 00:00:00.1 or more, or leave it out for 00:00:05."));
    }
}

/// <summary>How long exports may take; section <c>Identity:Export</c>.</summary>
internal sealed class ExportOptions
{
    public const string Section = "Identity:Export";

    /// <summary>
    /// How long (real time) an export may take from its first query to its last byte; default 5 minutes, enough for years of data over a
    /// slow mobile connection. The gateway has the same bound for every streamed document (<c>Gateway:DocumentSeconds</c>).
    /// </summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromMinutes(5);
}

/// <summary>Refuses a deadline that no export meets, or that is none.</summary>
internal sealed class ExportOptionsValidator : IValidateOptions<ExportOptions>
{
    private static readonly TimeSpan MinDeadline = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxDeadline = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, ExportOptions options) => OptionsErrors.Among(
        (options.Deadline >= MinDeadline && options.Deadline <= MaxDeadline,
            $"{ExportOptions.Section}:Deadline is {options.Deadline}: "
            + $"set it from {MinDeadline} to {MaxDeadline}, or leave it out for 00:05:00."));
}

/// <summary>What options come to.</summary>
file static class OptionsErrors
{
    /// <summary>Tells all that does not hold, at once.</summary>
    public static ValidateOptionsResult Among(params IReadOnlyList<(bool Holds, string Error)> checks)
    {
        var errors = checks.Where(check => !check.Holds).Select(check => check.Error).ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
