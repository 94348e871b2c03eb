using Emergency.Domain;
using Emergency.Domain.Rhythms;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Rhythms;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Due;

namespace Emergency.Server.Across.Today;

/// <summary>Duties that fell due by the schedule and are not done yet: one line each, until somebody has done it.</summary>
internal sealed class RoundsDue(IEnumerable<IRoundAnswered> answers) : IDueToday
{
    private readonly List<(DutyRhythm Duty, IRoundAnswered Answer)> _all =
    [
        .. from duty in DutyRhythm.BuiltIn from answer in answers where duty.Shown && duty.Code == answer.Duty select (duty, answer),
    ];

    public IEnumerable<DueThing> Of(DueAsked asked)
    {
        if (asked.Asked.Realm != Entities.Live || asked.Asked.Allow(PlacePermissions.Read, new(asked.Division)).Problem is not null)
            yield break;
        var last = asked.Known.Of<RoundsKnown>().Last;
        foreach (var (duty, answer) in _all)
        foreach (var division in duty.Of == RhythmOf.Community ? asked.Communities : Streets(asked))
        {
            if (!last.TryGetValue(Entities.Round(duty.Code, division).Key, out var since) || since > asked.Asked.Now)
                continue;
            var round = new RoundAsked(division, since, asked.Known, asked.Asked.Now);
            if (answer.Left(round) is > 0 and var left)
                yield return new(
                    $"round-{duty.Code}",
                    division,
                    answer.Until(round) ?? Shanghai.Day(since).AddDays(Within),
                    answer.Part,
                    string.Join(
                        '&',
                        new[] { division.Length > 9 ? $"community={division}" : "", answer.Opens }.Where(one => one.Length > 0)
                    ),
                    left
                );
        }
    }

    // A street's duty is its own, not its communities'.
    private static string[] Streets(DueAsked asked) => asked.Division.Length == 9 ? [asked.Division] : [];

    // Days after its due time within which a duty is done without being late.
    private const int Within = 14;
}
