using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FocusSuite.Gateway.Tests.Support;
using FocusSuite.Protos.Sessions.V1;
using Grpc.Net.Client;
using Shouldly;

namespace FocusSuite.Gateway.Tests;

/// <summary>One port with a certificate, configured like any Kestrel endpoint: ALPN tells native gRPC from JSON.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("focus-tls-").FullName;
    private readonly X509Certificate2 _certificate;

    public TlsTests()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        _certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(In("tls.pem"), _certificate.ExportCertificatePem());
        File.WriteAllText(In("tls.key"), key.ExportPkcs8PrivateKeyPem());
    }

    [Fact]
    public async Task Port_WithACertificate_ServesGrpcByAlpnAndJson()
    {
        const string Endpoint = "Kestrel:Endpoints:Tls:";
        await using var gateway = await GatewayUnderTest.StartAsync(
            (Endpoint + "Url", "https://127.0.0.1:0"), (Endpoint + "Protocols", "Http1AndHttp2"),
            (Endpoint + "Certificate:Path", In("tls.pem")), (Endpoint + "Certificate:KeyPath", In("tls.key")));
        gateway.Services.Answer<GetActiveSessionRequest>(
            (_, _) => new GetActiveSessionResponse { ActiveSession = new ActiveSession { SessionId = "s1" } });
        var address = gateway.Urls.Single(url => url.Scheme == Uri.UriSchemeHttps);
        using var channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions { HttpHandler = Handler() });

        var session = await new SessionsService.SessionsServiceClient(channel).GetActiveSessionAsync(new GetActiveSessionRequest());

        session.ActiveSession.SessionId.ShouldBe("s1");
        using var client = new HttpClient(Handler()) { BaseAddress = address };
        using var second = await client.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/api/v1/focus/sessions/active/")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        });
        second.Version.ShouldBe(HttpVersion.Version20);
        using var first = await client.GetAsync(new Uri("/api/v1/focus/sessions/active/", UriKind.Relative));
        first.Version.ShouldBe(HttpVersion.Version11);
        (await first.Content.ReadAsStringAsync()).ShouldContain("\"s1\"");
        first.Headers.GetValues("Strict-Transport-Security").ShouldHaveSingleItem();
    }

    public void Dispose()
    {
        _certificate.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string In(string file) => Path.Combine(_folder, file);

    private SocketsHttpHandler Handler() =>
        new() { SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = IsOurs } };

    private bool IsOurs(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        certificate?.GetCertHashString() == _certificate.GetCertHashString();
}
