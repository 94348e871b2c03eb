using System.Collections.Immutable;
using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Auditing;

/// <summary>
/// Counts readings. Only the number of accounts with unusually many is broadcast; their keys are shown to the auditor and the commander
/// alone.
/// </summary>
internal sealed class UnusualReadingView(Settings settings) : View<UnusualReadingKnown>
{
    public const string Unusual = "unusual-reading";
    private const int Most = 1_000;

    public override string Name => "unusual-reading";
    public override UnusualReadingKnown Empty => UnusualReadingKnown.None;
    protected override IReadOnlyList<ILights<UnusualReadingKnown>> Lights { get; } = [new UnusualLights()];
    protected override string FoldVersion => FormattableString.Invariant($"1 {settings.ReadingsPerHour}");

    protected override UnusualReadingKnown Fold(UnusualReadingKnown state, Happened happened)
    {
        // People in a drill are stand-ins: no personal data are read there.
        if (happened.Event is not AccessRecorded read || happened.Entity.Realm != Entities.Live)
            return state;
        var (account, hour) = (read.By.Account, Start(read.At));
        var before = state.Last.GetValueOrDefault(account);
        var now = new ReadingHour(account, Divisions.County(read.Community), hour, before?.Hour == hour ? before.Readings + 1 : 1);
        var next = state with { Last = state.Last.SetItem(account, now) };
        if (now.Readings < settings.ReadingsPerHour)
            return next;
        var hours =
            now.Readings == settings.ReadingsPerHour || !state.Hours.Contains(before!)
                ? state.Hours.Add(now)
                : state.Hours.Replace(before!, now);
        return next with { Hours = hours.Count > Most ? hours.RemoveAt(0) : hours };
    }

    private static DateTimeOffset Start(DateTimeOffset at) => new(at.UtcDateTime.Date.AddHours(at.UtcDateTime.Hour), TimeSpan.Zero);
}
