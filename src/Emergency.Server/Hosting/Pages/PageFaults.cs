using Emergency.Domain;

namespace Emergency.Server.Hosting.Pages;

/// <summary>
/// Counts faults in people's browsers since the start, and logs their page, component, kind and version. The first of a kind is logged at
/// once and no further within ten minutes; without names, and without anything typed or read.
/// </summary>
internal sealed partial class PageFaults(TimeProvider clock, ILogger<PageFaults> log)
{
    /// <summary>Most reports of one account within a window: a page that breaks again and again is noted, but not each time.</summary>
    public const int MostOfOne = 20;
    private const int MostKinds = 200,
        MostAccounts = 10_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private readonly Lock _gate = new();
    private readonly HashSet<FaultTold> _written = [];
    private readonly Dictionary<AccountId, int> _told = [];
    private DateTimeOffset _since = clock.GetUtcNow();
    private long _count;

    public long Count => Interlocked.Read(ref _count);

    public void Note(AccountId account, FaultTold fault)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            if (now - _since >= Window || now < _since)
            {
                _written.Clear();
                _told.Clear();
                _since = now;
            }
            var told = _told.GetValueOrDefault(account);
            if (told >= MostOfOne || (told == 0 && _told.Count >= MostAccounts))
                return;
            _told[account] = told + 1;
            _count++;
            if (_written.Count < MostKinds && _written.Add(fault))
                Broke(log, fault.Page, fault.Component, fault.Kind, fault.Version);
        }
    }

    [LoggerMessage(LogLevel.Warning, "a page broke: {Page}, {Component}, {Kind}, version {Version}")]
    private static partial void Broke(ILogger log, string page, string component, string kind, string version);
}
