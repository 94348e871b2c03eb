using Emergency.Domain;
using Emergency.Domain.Rhythms;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Rhythms;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Due;

namespace Emergency.Server.CrossFeature.Today;

/// <summary>What came round by the schedule of duties and is not done yet: once for each, until somebody has done it.</summary>
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
        foreach (var community in asked.Communities)
        foreach (var (duty, answer) in _all)
            if (
                last.TryGetValue(Entities.Round(duty.Code, community).Key, out var since)
                && since <= asked.Asked.Now
                && answer.Left(new(community, since, asked.Known, asked.Asked.Now)) is > 0 and var left
            )
                yield return new(
                    $"round-{duty.Code}",
                    community,
                    Shanghai.Day(since).AddDays(Within),
                    answer.Part,
                    $"community={community}",
                    left
                );
    }

    // So long after it came round a duty is done without being late.
    private const int Within = 14;
}
