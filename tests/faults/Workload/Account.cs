namespace FocusSuite.Faults.Tests.Workload;

/// <summary>An account of the laboratory. It lives on from run to run; each run begins an enrollment of its own.</summary>
public sealed class Account(string email, long userId, bool pro, HttpClient http)
{
    public string Email => email;

    public long UserId => userId;

    public bool Pro => pro;

    public HttpClient Http => http;

    /// <summary>The enrollments that the last run left live.</summary>
    public List<long> LiveEnrollments { get; } = [];
}
