using System.Net;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Asking;

namespace Emergency.Server.Infrastructure.Answers;

/// <summary>
/// Logs refused sign-ins and accesses: problem, route, the account's key or the network, and the number within a minute. It contains no
/// name, number or address of a person, and no body. The first of a kind is written at once, the others as one line when the minute is
/// over.
/// </summary>
internal sealed partial class SecurityLog(TimeProvider clock, ILogger<SecurityLog> log)
{
    private const int MostKinds = 1_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Code, string Route, string Who), int> _seen = [];
    private DateTimeOffset _since = clock.GetUtcNow();
    private int _others;

    /// <summary>
    /// Notes a problem of security: 401, 403 and 429, and each 404 of a signed-in asker, since nothing else shows that somebody tries one
    /// id after another.
    /// </summary>
    public void Note(HttpContext context, Problem problem)
    {
        var (asked, endpoint) = (context.Features.Get<Asked>(), context.GetEndpoint() as RouteEndpoint);
        if (IsOfSecurity(problem, asked is not null && endpoint is not null))
            Note(
                problem.Code,
                $"{context.Request.Method} {endpoint?.RoutePattern.RawText ?? "no route"}",
                asked?.Account.Key ?? Network(context.Connection.RemoteIpAddress)
            );
    }

    /// <summary>Notes a refused join of a live connection, which only a signed-in account has.</summary>
    /// <param name="what">Kind of the live group.</param>
    public void Note(Asked asked, Problem problem, string what)
    {
        if (IsOfSecurity(problem, signedIn: true))
            Note(problem.Code, $"live {what}", asked.Account.Key);
    }

    private static bool IsOfSecurity(Problem problem, bool signedIn) =>
        ProblemTable.Status(problem.Code) is 401 or 403 or 429 || (signedIn && problem.Code == Problem.NotFound.Code);

    public void Note(string code, string route, string who)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            if (now - _since >= Window || now < _since)
                Close(now);
            if (_seen.TryGetValue((code, route, who), out var times))
                _seen[(code, route, who)] = times + 1;
            else if (_seen.Count >= MostKinds)
                _others++;
            else
            {
                _seen[(code, route, who)] = 1;
                Refused(log, code, route, who);
            }
        }
    }

    private void Close(DateTimeOffset now)
    {
        foreach (var ((code, route, who), times) in _seen)
            if (times > 1)
                Again(log, code, route, who, times - 1);
        if (_others > 0)
            Others(log, _others);
        _seen.Clear();
        (_others, _since) = (0, now);
    }

    /// <summary>Network of an address: 256 addresses (IPv4) or a site (IPv6).</summary>
    private static string Network(IPAddress? address) => address is null ? "unknown" : Networks.Of(address, four: 3, six: 6);

    [LoggerMessage(LogLevel.Warning, "refused {Code} on {Route} by {Who}")]
    private static partial void Refused(ILogger log, string code, string route, string who);

    [LoggerMessage(LogLevel.Warning, "refused {Code} on {Route} by {Who} {Times} more times within a minute")]
    private static partial void Again(ILogger log, string code, string route, string who, int times);

    [LoggerMessage(LogLevel.Warning, "refused {Others} other requests within a minute")]
    private static partial void Others(ILogger log, int others);
}
