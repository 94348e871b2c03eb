using Emergency.Domain;
using Emergency.Domain.Parties;
using Emergency.Domain.Regulations;
using Emergency.Server.Features.Grids;
using Emergency.Server.Features.Orders;
using Emergency.Server.Features.Parties;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Due;

namespace Emergency.Server.Across.Readiness;

/// <summary>
/// 小区有没有物业: every estate is served by a property company. A duty that the law leaves to the street (太原 31(3): 可以) is a gap, and never late.
/// </summary>
internal sealed class EstatesShow : IEvidence
{
    public string Code => "estates";

    public DutyStanding Judge(EvidenceAsked asked)
    {
        var quarters = asked.Known.Of<QuartersKnown>(Entities.Live).Of(asked.Division);
        if (quarters.Estates.IsEmpty)
            return DutyStanding.Is(Mark.Unknown, Fact.Never);
        var gaps = new PartyQuery(asked.Known, asked.Now).Gaps(asked.Division, quarters).ToList();
        return gaps.Count == 0
            ? DutyStanding.Is(Mark.Met, Fact.EstatesServed, quarters.Estates.Count, quarters.Estates.Count)
            : DutyStanding
                .Is(asked.Rule.Must ? Mark.Late : Mark.Community, Fact.EstatesWithout, gaps.Count, quarters.Estates.Count)
                .With(gaps.Select(gap => new Piece(gap.Estate, gap.EndedOn, gap.Buildings)));
    }
}

/// <summary>
/// 物业执行措施: measures that the law requires of a property company are done, or at least answered; a refusal stays a gap until the company
/// complies.
/// </summary>
internal sealed class PropertyAsksShow : IEvidence
{
    /// <summary>The duty of <see cref="PartyDuty"/> under which measures are requested.</summary>
    private const string Measures = "measures";

    /// <summary>Days for which a finished request still counts.</summary>
    private const int Recently = 365;

    public string Code => "property-asks";

    public DutyStanding Judge(EvidenceAsked asked)
    {
        var all = asked
            .Known.Of<PartiesKnown>(Entities.Live)
            .Of(asked.Division)
            .Where(one => one.Facts.Kind == PartyKind.PropertyCompany)
            .SelectMany(one => one.State.Asks.Values.Where(ask => ask.Duty == Measures), (one, ask) => (one.Id, Ask: ask))
            .Where(one => one.Ask.Stage != AskStage.Withdrawn && !(one.Ask.ClosedAt < asked.Now.AddDays(-Recently)))
            .ToList();
        if (all.Count == 0)
            return DutyStanding.Is(Mark.NotApplicable, Fact.None);
        var open = all.Where(one => one.Ask.Stage is AskStage.Asked or AskStage.Accepted).Select(one => one.Ask).ToList();
        var undone = open.Where(ask => ask.Due < asked.Now).ToList();
        if (undone.Count > 0)
            return EvidencesOf.Late(asked, Fact.AsksUndone, undone.Count, all.Count, Shanghai.Day(undone.Min(ask => ask.Due)));
        var refused = all.Where(one => one.Ask.Stage == AskStage.Refused && !all.Exists(other => Heeds(other, one))).ToList();
        if (refused.Count > 0)
            return EvidencesOf.Late(
                asked,
                Fact.AsksRefused,
                refused.Count,
                all.Count,
                Shanghai.Day(refused.Min(one => one.Ask.ClosedAt!.Value))
            );
        return open.Count > 0
            ? DutyStanding.Is(Mark.Soon, Fact.AsksWaiting, open.Count, all.Count, on: Shanghai.Day(open.Min(ask => ask.Due)))
            : DutyStanding.Is(Mark.Met, Fact.AsksAnswered, all.Count, all.Count);
    }

    private static bool Heeds((PartyId Id, PartyAsk Ask) later, (PartyId Id, PartyAsk Ask) refused) =>
        later.Id == refused.Id && later.Ask.Stage is AskStage.Accepted or AskStage.Done && later.Ask.AskedAt >= refused.Ask.ClosedAt;
}

/// <summary>
/// 事项清单: there are lists, and they were reviewed within the year. The law requires that they change with the times (太原 22(3), 信阳 40, 长春 43:
/// 动态调整) and names no interval.
/// </summary>
internal sealed class ListsShow : IEvidence
{
    public string Code => "lists";
    public bool OfCounty => true;

    public DutyStanding Judge(EvidenceAsked asked)
    {
        var (today, lists) = (Shanghai.Day(asked.Now), asked.Known.Of<ListsKnown>().Of(asked.Division));
        var days = lists
            .Lists.Values.Where(list => !list.Draft && list.From <= today)
            .Select(list => list.From)
            .Concat(lists.Applications.Values.Where(one => one.Holds(today)).Select(one => one.Wish.From))
            .ToList();
        if (days.Count == 0)
            return DutyStanding.Is(Mark.Late, Fact.ListsMissing);
        var last = days.Concat(lists.Adjustments.Values.Select(one => Shanghai.Day(one.At))).Max();
        var until = last.AddDays(asked.Rule.Days);
        var left = until.DayNumber - today.DayNumber;
        return left < 0 ? EvidencesOf.Late(asked, Fact.ListsOld, days.Count, days.Count, until)
            : left <= asked.Rule.Soon ? DutyStanding.Is(Mark.Soon, Fact.ListsDue, days.Count, days.Count, left, until)
            : DutyStanding.Is(Mark.Met, Fact.ListsAdjusted, days.Count, days.Count, left, last);
    }
}
