using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Domain.Teams;
using Emergency.Server.Features.Communities;
using Emergency.Server.Features.Drills;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Stock;
using Emergency.Server.Features.Teams;
using Emergency.Server.Infrastructure.Privacy;

namespace Emergency.Server.Across.DivisionChanges;

/// <summary>A community that was split or merged, as it stood when its things began to move. Names are masked; of children only doors are shown.</summary>
/// <param name="From">The first day without it.</param>
/// <param name="Successors">The communities of its people since then, the one with most of them first.</param>
/// <param name="Roster">Turns of duty of the last 31 days before the change, and the later ones, by day.</param>
/// <param name="Things">Each household, member, lot, plan … with its destination: a code, or "" for nowhere.</param>
internal sealed record EndedShown(
    string Code,
    string Name,
    DateOnly? From,
    IReadOnlyList<DivisionNamed> Successors,
    IReadOnlyList<EndedMember> Members,
    IReadOnlyList<EndedDay> Roster,
    IReadOnlyList<LotShown> Stock,
    IReadOnlyList<ThingShown> Things,
    IReadOnlyList<EndedDrill> Drills,
    long Position
)
{
    private const int Month = 31;

    public static EndedShown Of(CommunitySeen seen, EndedPast past)
    {
        var (places, division) = (seen.Places, seen.Places.Of(seen.Code)!);
        var end = past.Change is { } change ? Shanghai.Day(change.At) : division.Facts.EndedOn ?? Shanghai.Day(seen.Asked.Now);
        return new(
            seen.Code,
            division.Name,
            division.Facts.EndedOn,
            [
                .. (division.Facts.OtherSuccessors ?? [])
                    .Prepend(division.Facts.Successor!)
                    .Select(code => new DivisionNamed(code, places.Name(code))),
            ],
            [
                .. past
                    .Team.Members.Values.OrderBy(TeamMemberShown.Order, StringComparer.Ordinal)
                    .Select(one => EndedMember.Of(one, past.MembersTo.GetValueOrDefault(one.Facts.Id))),
            ],
            [
                .. past
                    .Team.State.Roster.Values.Where(duty => duty.Day > end.AddDays(-Month))
                    .GroupBy(duty => duty.Day)
                    .OrderByDescending(day => day.Key)
                    .Select(day => new EndedDay(day.Key, [.. day.InOrder().Select(duty => TurnShown.Of(past.Team, duty))])),
            ],
            [
                .. past
                    .Stock.Lots.Values.Where(lot => lot.Facts.Quantity > 0)
                    .OrderBy(lot => lot.Facts.Name, StringComparer.Ordinal)
                    .ThenBy(lot => lot.Facts.Id.Value)
                    .Select(lot => LotShown.Of(lot, end)),
            ],
            [
                .. past.Things.Select(one => new ThingShown(
                    one.Thing.Id,
                    one.Thing.Kind,
                    one.Thing.From,
                    one.Thing.Label,
                    one.Thing.Count,
                    one.Thing.Grid,
                    one.Thing.Building,
                    one.To
                )),
            ],
            [
                .. seen
                    .Known.Of<DrillsKnown>()
                    .All.Values.Where(drill =>
                        drill.Facts.Communities.Contains(seen.Code, StringComparer.Ordinal) && DrillSight.Sees(seen.Asked, drill)
                    )
                    .OrderByDescending(drill => drill.Prepared)
                    .Select(drill => new EndedDrill(drill.Id, drill.Facts.Title, drill.Facts.Form, drill.State.Stage, drill.Started)),
            ],
            seen.Known.At.Value
        );
    }
}

/// <param name="To">Community to which the member moved; null for a member who had left before.</param>
internal sealed record EndedMember(MemberId Id, TeamRole Role, string? Grid, string? Building, string? Unit, string Mask, string? To)
{
    public static EndedMember Of(MemberKnown member, string? to)
    {
        var facts = member.Facts;
        return new(facts.Id, facts.Role, facts.Grid, facts.Building, facts.Unit, Masks.Name(member.Contact?.Name ?? ""), to);
    }
}

internal sealed record EndedDay(DateOnly Day, IReadOnlyList<OnDuty> Items);

/// <param name="Started">Time at which it began; null where it never did.</param>
internal sealed record EndedDrill(DrillId Id, string Title, DrillForm Form, DrillStage Stage, DateTimeOffset? Started);
