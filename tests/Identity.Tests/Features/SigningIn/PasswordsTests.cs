using System.Buffers.Binary;
using FocusSuite.Domain;
using FocusSuite.Identity.Domain;
using FocusSuite.Identity.Features.SigningIn;
using FocusSuite.Identity.Tests.Support;
using FocusSuite.Protocol.Errors;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Features.SigningIn;

public sealed class PasswordsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public void Hash_ByDefault_IsPbkdf2WithSha512AndOwaspsWorkFactor()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton(Options.Create(new IdentitySettings()));
        services.AddPasswords();
        using var provider = services.BuildServiceProvider();

        var hash = Convert.FromBase64String(
            provider.GetRequiredService<IPasswordHasher<Account>>().HashPassword(new Account(), "correct horse"));

        // The format of ASP.NET Core Identity's version 3: marker, pseudo-random function, iterations, length of the salt.
        hash[0].ShouldBe((byte)1);
        BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(1)).ShouldBe(2, "HMAC-SHA512");
        BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(5)).ShouldBeGreaterThanOrEqualTo(220_000);
        BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(9)).ShouldBeGreaterThanOrEqualTo(16);
    }

    [Fact]
    public async Task Verify_OfNoAccount_HashesAllTheSameAndFails()
    {
        var hasher = new CountingHasher(new PasswordHasher<Account>(Options.Create(new PasswordHasherOptions { IterationCount = 10 })));
        using var passwords = new Passwords(hasher, Options.Create(new IdentitySettings()));

        (await passwords.VerifyAsync(null, "correct horse", None)).ShouldBe(PasswordVerificationResult.Failed);
        hasher.Checks("correct horse").ShouldBe(1);
    }

    [Fact]
    public async Task Verify_OfAnAccount_TellsRightFromWrong()
    {
        using var passwords = new Passwords(
            new PasswordHasher<Account>(Options.Create(new PasswordHasherOptions { IterationCount = 10 })),
            Options.Create(new IdentitySettings()));
        var hash = await passwords.HashAsync("correct horse", None);
        var account = Account.Open(
            new AccountData("ada@example.com", "correct horse", "Ada", "Lovelace", "UTC"),
            hash,
            SubscriptionTerms.None,
            new OperationContext(Guid.CreateVersion7(), DateTimeOffset.UtcNow));

        (await passwords.VerifyAsync(account, "correct horse", None)).ShouldBe(PasswordVerificationResult.Success);
        (await passwords.VerifyAsync(account, "Correct horse", None)).ShouldBe(PasswordVerificationResult.Failed);
    }

    [Fact]
    public async Task Work_OfManyAtOnce_NeverTakesMoreThanHalfOfTheProcessors()
    {
        var hasher = new MeasuringHasher();
        using var passwords = new Passwords(hasher, Options.Create(new IdentitySettings()));

        var work = Enumerable.Range(0, 40).Select(_ => Task.Run(() => passwords.HashAsync("x", None)));
        await Task.WhenAll(work).WaitAsync(TimeSpan.FromSeconds(20));

        hasher.Most.ShouldBeInRange(1, Math.Max(1, Environment.ProcessorCount / 2));
    }

    /// <summary>S2: what would queue for longer than its caller waits is refused at once, and takes nobody's place meanwhile.</summary>
    [Fact]
    public async Task Work_MoreThanMayWait_IsRefusedAtOnce()
    {
        using var held = new ManualResetEventSlim();
        var hasher = new HeldHasher(held);
        using var passwords = new Passwords(hasher, Options.Create(new IdentitySettings { MaxWaitingPasswords = 2 }));
        var running = Math.Max(1, Environment.ProcessorCount / 2);
        var admitted = Enumerable.Range(0, running + 2).Select(_ => Task.Run(() => passwords.HashAsync("x", None))).ToArray();
        while (hasher.Begun < 1 + running || passwords.Waiting < 2)
        {
            await Task.Yield();
        }

        var refused = await Should.ThrowAsync<ApiException>(() => passwords.HashAsync("x", None).WaitAsync(TimeSpan.FromSeconds(20)));

        refused.Code.ShouldBe(ErrorCodes.Unavailable);
        refused.RetryAfter.ShouldNotBeNull();
        held.Set();
        (await Task.WhenAll(admitted).WaitAsync(TimeSpan.FromSeconds(20))).ShouldAllBe(hash => hash == "hash");
    }

    private sealed class HeldHasher(ManualResetEventSlim held) : IPasswordHasher<Account>
    {
        private int _begun;

        public int Begun => Volatile.Read(ref _begun);

        public string HashPassword(Account user, string password)
        {
            // The first one is made for nobody's account, at the start.
            if (Interlocked.Increment(ref _begun) > 1)
            {
                held.Wait(TimeSpan.FromSeconds(20));
            }

            return "hash";
        }

        public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword) =>
            PasswordVerificationResult.Failed;
    }

    private sealed class MeasuringHasher : IPasswordHasher<Account>
    {
        private int _now;
        private int _most;

        public int Most => _most;

        public string HashPassword(Account user, string password)
        {
            var now = Interlocked.Increment(ref _now);
            int most;
            while (now > (most = _most) && Interlocked.CompareExchange(ref _most, now, most) != most)
            {
            }

            Thread.SpinWait(20_000);
            Interlocked.Decrement(ref _now);
            return password;
        }

        public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword) => default;
    }
}
