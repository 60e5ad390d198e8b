using System.Collections.Concurrent;
using FocusSuite.Identity.Domain;
using Microsoft.AspNetCore.Identity;

namespace FocusSuite.Identity.Tests.Support;

/// <summary>The real hasher, and which passwords it was asked to check.</summary>
internal sealed class CountingHasher(IPasswordHasher<Account> hasher) : IPasswordHasher<Account>
{
    private readonly ConcurrentQueue<string> _checked = new();

    /// <summary>How often it checked a password.</summary>
    public int Checks(string password) => _checked.Count(given => given == password);

    public string HashPassword(Account user, string password) => hasher.HashPassword(user, password);

    public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
    {
        _checked.Enqueue(providedPassword);
        return hasher.VerifyHashedPassword(user, hashedPassword, providedPassword);
    }
}
