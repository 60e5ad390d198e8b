#pragma warning disable ASPIRECERTIFICATES001 // The only way to give the orchestrator a certificate.
using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FocusSuite.AppHost.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FocusSuite.AppHost.Suite;

/// <summary>The certificate of Aspire's orchestrator, made once: it makes one at each start otherwise, in 2 to 6 s.</summary>
/// <param name="path">Where it is kept, with its key.</param>
internal sealed class OrchestratorCertificate(string path) : IDeveloperCertificateService
{
    public ImmutableList<X509Certificate2> Certificates { get; } = [Load(path)];

    // For the orchestrator alone: the suite speaks plain HTTP on 127.0.0.1.
    public bool TrustCertificate => false;

    public bool UseForHttps => false;

    public bool SupportsContainerTrust => false;

    public bool LatestCertificateIsUntrusted => false;

    private static X509Certificate2 Load(string path)
    {
        var pem = ServerAccount.Secret(path, Make);
        return X509Certificate2.CreateFromPem(pem, pem);
    }

    private static string Make()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());

        // Marks a certificate for development; others are not handed on to the orchestrator.
        request.CertificateExtensions.Add(new X509Extension("1.3.6.1.4.1.311.84.1.1", [6], critical: false));
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(20));
        return certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem();
    }
}

internal static class OrchestratorCertificateServiceCollectionExtensions
{
    /// <summary>Gives the orchestrator a certificate that is kept in a folder.</summary>
    public static void AddOrchestratorCertificate(this IDistributedApplicationBuilder builder, string folder)
    {
        builder.Configuration["ASPIRE_DCP_USE_DEVELOPER_CERTIFICATE"] = "true";
        builder.Services.Replace(ServiceDescriptor.Singleton<IDeveloperCertificateService>(_ => new OrchestratorCertificate(Path.Combine(folder, "orchestrator.pem"))));
    }
}
