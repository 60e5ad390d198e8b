using FocusSuite.ServiceDefaults.Access;
using Microsoft.Extensions.Options;

namespace FocusSuite.Identity;

/// <summary>How identity works; section <c>Identity</c>.</summary>
internal sealed class IdentitySettings
{
    public const string Section = "Identity";

    /// <summary>OWASP's figure for PBKDF2 with HMAC-SHA512 (Password Storage Cheat Sheet).</summary>
    public const int MinPasswordIterations = 220_000;

    /// <summary>A school or an office may share an address.</summary>
    public const int DefaultSignupsPerAddress = 100;

    /// <summary>Whoever signs in more often than every third second is no person.</summary>
    public const int DefaultSignInsPerAccount = 20;

    /// <summary>A school or an office may share an address, and begin at the same minute.</summary>
    public const int DefaultSignInsPerAddress = 300;

    /// <summary>How many password checks may wait for a processor.</summary>
    public const int DefaultMaxWaitingPasswords = 64;

    /// <summary>The issuer of the tokens, and the address below which clients find the keys; null takes <c>Focus:Auth:Authority</c>.</summary>
    public string? Issuer { get; set; }

    /// <summary>For how long one key signs (real time); default 90 days.</summary>
    public TimeSpan KeyLifetime { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How many accounts an address may ask for in an hour, of each replica; default <see cref="DefaultSignupsPerAddress"/>, 0 for no bound.</summary>
    public int SignupsPerAddress { get; set; } = DefaultSignupsPerAddress;

    /// <summary>How often an account may sign in a minute, of each replica, and so often at once; default <see cref="DefaultSignInsPerAccount"/>, 0 for no bound.</summary>
    public int SignInsPerAccount { get; set; } = DefaultSignInsPerAccount;

    /// <summary>How often an address may sign in a minute, of each replica, and so often at once; default <see cref="DefaultSignInsPerAddress"/>, 0 for no bound.</summary>
    public int SignInsPerAddress { get; set; } = DefaultSignInsPerAddress;

    /// <summary>How many password checks may wait for a processor before further ones are refused; default <see cref="DefaultMaxWaitingPasswords"/>.</summary>
    public int MaxWaitingPasswords { get; set; } = DefaultMaxWaitingPasswords;

    /// <summary>
    /// The work factor of password hashes; default <see cref="MinPasswordIterations"/>. Hashes of less work are renewed at the next sign-in.
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
        var errors = new List<string>();
        if (options.Issuer is { } issuer && !Uri.TryCreate(issuer, UriKind.Absolute, out _))
        {
            errors.Add($"{IdentitySettings.Section}:Issuer is '{issuer}': set it to an absolute address, or remove it to take Focus:Auth:Authority.");
        }

        if (options.KeyLifetime < MinKeyLifetime)
        {
            errors.Add($"{IdentitySettings.Section}:KeyLifetime is {options.KeyLifetime}: set it to {MinKeyLifetime} or more.");
        }

        if (options.SignupsPerAddress < 0)
        {
            errors.Add($"{IdentitySettings.Section}:SignupsPerAddress is {options.SignupsPerAddress}: set it to 0 for no bound, or to how many an hour may come from one address.");
        }

        if (options.SignInsPerAccount < 0 || options.SignInsPerAddress < 0)
        {
            errors.Add($"{IdentitySettings.Section} has SignInsPerAccount {options.SignInsPerAccount} and SignInsPerAddress {options.SignInsPerAddress}: set them to 0 for no bound, or to how many a minute there may be.");
        }

        if (options.MaxWaitingPasswords < 0)
        {
            errors.Add($"{IdentitySettings.Section}:MaxWaitingPasswords is {options.MaxWaitingPasswords}: set it to 0 or more, or remove it for {IdentitySettings.DefaultMaxWaitingPasswords}.");
        }

        // Development may hash faster: a test run makes hundreds of accounts.
        var least = environment.IsDevelopment() ? 1 : IdentitySettings.MinPasswordIterations;
        if (options.PasswordIterations < least || options.PasswordIterations > 100_000_000)
        {
            errors.Add($"{IdentitySettings.Section}:PasswordIterations is {options.PasswordIterations}: set it to {least} or more, or remove it.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}

/// <summary>How erasures proceed; section <c>Identity:Erasure</c>. All times are real.</summary>
internal sealed class ErasureOptions
{
    public const string Section = "Identity:Erasure";

    /// <summary>
    /// How long after the first round through the services the second one begins, default 15 s: longer than any request that was under way, and than it
    /// takes all replicas to learn of the erasure. What such a request left behind goes then.
    /// </summary>
    public TimeSpan Settling { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long after a failure a step is tried again; default 5 s.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(5);
}

/// <summary>Tells all that is wrong at once.</summary>
internal sealed class ErasureOptionsValidator(IHostEnvironment environment) : IValidateOptions<ErasureOptions>
{
    public ValidateOptionsResult Validate(string? name, ErasureOptions options)
    {
        // Development may be quicker: nobody's request takes ten seconds there.
        var least = environment.IsDevelopment() ? TimeSpan.Zero : TimeSpan.FromSeconds(12);
        var errors = new List<string>();
        if (options.Settling < least)
        {
            errors.Add($"{ErasureOptions.Section}:Settling is {options.Settling}: set it to {least} or more, or leave it out for 00:00:15.");
        }

        if (options.RetryAfter < TimeSpan.FromMilliseconds(100))
        {
            errors.Add($"{ErasureOptions.Section}:RetryAfter is {options.RetryAfter}: set it to 00:00:00.1 or more, or leave it out for 00:00:05.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}

/// <summary>How long exports may take; section <c>Identity:Export</c>.</summary>
internal sealed class ExportOptions
{
    public const string Section = "Identity:Export";

    /// <summary>
    /// How long an export may take from its first question to its last byte, in real time; default 5 minutes: years of somebody's days over a slow mobile
    /// connection. The gateway has the same for every document that is streamed (<c>Gateway:DocumentSeconds</c>).
    /// </summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromMinutes(5);
}

/// <summary>Refuses a deadline that no export meets, or that is none.</summary>
internal sealed class ExportOptionsValidator : IValidateOptions<ExportOptions>
{
    private static readonly TimeSpan MinDeadline = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxDeadline = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, ExportOptions options) => options.Deadline < MinDeadline || options.Deadline > MaxDeadline
        ? ValidateOptionsResult.Fail(
            $"{ExportOptions.Section}:Deadline is {options.Deadline}: set it from {MinDeadline} to {MaxDeadline}, or leave it out for 00:05:00.")
        : ValidateOptionsResult.Success;
}
