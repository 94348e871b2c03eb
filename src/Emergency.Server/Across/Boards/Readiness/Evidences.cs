using System.Runtime.CompilerServices;
using Emergency.Domain;
using Emergency.Domain.Orders;
using Emergency.Domain.Regulations;
using Emergency.Domain.Teams;
using Emergency.Domain.TemporaryCare;
using Emergency.Server.Features.Authorities;
using Emergency.Server.Features.Entrusting;
using Emergency.Server.Features.Hotlines;
using Emergency.Server.Features.Orders;
using Emergency.Server.Features.TemporaryCare;
using Emergency.Server.Features.Visits;
using Emergency.Server.Infrastructure.Due;

namespace Emergency.Server.Across.Readiness;

/// <summary>探访: no planned visit was left out.</summary>
internal sealed class VisitsShow : IEvidence
{
    public string Code => "visits";

    public DutyStanding Judge(EvidenceAsked asked)
    {
        var today = Shanghai.Day(asked.Now);
        var all = asked
            .Known.Of<VisitsKnown>(asked.Realm)
            .Of(asked.Division)
            .Values.Where(one => one is { Paused: false, Next: not null })
            .ToList();
        if (all.Count == 0)
            return DutyStanding.Is(Mark.NotApplicable, Fact.None);
        var late = all.Where(one => one.IsLate(today)).ToList();
        if (late.Count == 0)
            return all.Count(one => one.IsDue(today)) is > 0 and var due
                ? DutyStanding.Is(Mark.Met, Fact.VisitsDue, due, all.Count, 0, today)
                : DutyStanding.Is(Mark.Met, Fact.VisitsMade, all.Count, all.Count, on: all.Min(one => one.Next));
        return EvidencesOf.Late(asked, Fact.VisitsLate, late.Count, all.Count, late.Min(one => one.Next)!.Value);
    }
}

/// <summary>委托照护检查: every check of the term was made in time.</summary>
internal sealed class ChecksShow : IEvidence
{
    public string Code => "entrusted-checks";

    public DutyStanding Judge(EvidenceAsked asked)
    {
        var today = Shanghai.Day(asked.Now);
        var all = asked.Known.Of<EntrustmentsKnown>(asked.Realm).Of(asked.Division).Values.ToList();
        if (all.Count == 0)
            return DutyStanding.Is(Mark.NotApplicable, Fact.None);
        var late = all.Where(one => one.IsLate(today)).ToList();
        if (late.Count > 0)
            return EvidencesOf.Late(asked, Fact.ChecksLate, late.Count, all.Count, late.Min(one => one.Next!.Before));
        return all.Count(one => one.IsDue(today)) is > 0 and var due
            ? DutyStanding.Is(
                Mark.Soon,
                Fact.ChecksDue,
                due,
                all.Count,
                on: all.Where(one => one.IsDue(today)).Min(one => one.Next!.Before)
            )
            : DutyStanding.Is(Mark.Met, Fact.ChecksMade, all.Count, all.Count);
    }
}

/// <summary>临时生活照料: people whom nobody can care for are cared for, and seen each day.</summary>
internal sealed class CareShows : IEvidence
{
    // Computed once for all communities of a county, again only when a case changed.
    private static readonly ConditionalWeakTable<CareKnown, ILookup<string, CareCase>> Sorted = [];

    public string Code => "temporary-care";

    public DutyStanding Judge(EvidenceAsked asked)
    {
        var open = Sorted
            .GetValue(
                asked.Known.Of<CareKnown>(asked.Realm),
                known =>
                    known
                        .All.Values.Select(one => one.State)
                        .Where(one => one.Stage != CareStage.Ended)
                        .ToLookup(one => one.Community, StringComparer.Ordinal)
            )[asked.Division]
            .ToList();
        return open.Count == 0 ? DutyStanding.Is(Mark.NotApplicable, Fact.None)
            : open.Count(one => one.LateLevel > 0) is > 0 and var late
                ? DutyStanding.Is(Mark.Late, Fact.CareLate, late, open.Count, 0, Shanghai.Day(asked.Now))
            : DutyStanding.Is(Mark.Met, Fact.CareAttended, open.Count, open.Count);
    }
}

/// <summary>指令: orders are read in time and answered.</summary>
internal sealed class OrdersShow : IEvidence
{
    // Computed once for all communities of a county, again only when an order changed.
    private static readonly ConditionalWeakTable<OrdersKnown, ILookup<string, Receiver>> Sorted = [];

    public string Code => "orders";

    public DutyStanding Judge(EvidenceAsked asked)
    {
        var all = Received(asked.Known.Of<OrdersKnown>(asked.Realm))[asked.Division].ToList();
        var unread = all.Where(one => one.Stage == OrderStage.Sent).ToList();
        return all.Count == 0 ? DutyStanding.Is(Mark.NotApplicable, Fact.None)
            : unread.Count == 0 ? DutyStanding.Is(Mark.Met, Fact.OrdersAnswered, all.Count, all.Count)
            : DutyStanding.Is(
                unread.Any(one => one.Due < asked.Now) ? Mark.Late : Mark.Soon,
                Fact.OrdersUnread,
                unread.Count,
                all.Count,
                0,
                Shanghai.Day(asked.Now)
            );
    }

    /// <summary>Orders received by each division, by its code.</summary>
    public static ILookup<string, Receiver> Received(OrdersKnown orders) =>
        Sorted.GetValue(
            orders,
            known =>
                known.All.Values.SelectMany(order => order.State.Receivers.Values).ToLookup(one => one.Division, StringComparer.Ordinal)
        );
}

/// <summary>应急指挥调度系统: its lines to 110, 119, 120 and 12345 answer.</summary>
internal sealed class LinksShow(LineLinks links) : IEvidence
{
    public string Code => "links";
    public bool OfCounty => true;

    public DutyStanding Judge(EvidenceAsked asked)
    {
        var all = links.Of(asked.Known, asked.Division);
        var down = all.Where(one => one.Link == Link.Down).Select(one => new Piece(one.Hotline, null, null)).ToList();
        var (machine, asking) = (all.Count(one => one.Link != Link.Voice), all.Count(one => one.Link == Link.Asking));
        return machine == 0 ? DutyStanding.Is(Mark.Late, Fact.LinksNone, 0, all.Count)
            : down.Count > 0 ? DutyStanding.Is(Mark.Late, Fact.LinkDown, down.Count, all.Count).With(down)
            : DutyStanding.Is(asking > 0 ? Mark.Unknown : Mark.Met, Fact.LinksUp, machine - asking, all.Count);
    }
}

/// <summary>值班: the county's own desk is manned in the days to come.</summary>
internal sealed class DeskShows : IEvidence
{
    public string Code => "desk";
    public bool OfCounty => true;

    public DutyStanding Judge(EvidenceAsked asked)
    {
        var (today, desk) = (Shanghai.Day(asked.Now), asked.Known.Of<DesksKnown>(asked.Realm).Of(asked.Division).State);
        var shifts = Rosters.NotOver(asked.Now, asked.Rule.Days, asked.Known.InForce, asked.Division);
        var empty = shifts.Where(shift => !desk.Roster.Values.Any(turn => turn.Day == shift.Day && turn.Shift == shift.Shift)).ToList();
        return empty.Count == 0
            ? DutyStanding.Is(Mark.Met, Fact.DeskKept, shifts.Count, shifts.Count, on: today.AddDays(asked.Rule.Days - 1))
            : DutyStanding
                .Is(
                    empty[0].Day <= today ? Mark.Late : Mark.Soon,
                    Fact.DeskEmpty,
                    empty.Count,
                    shifts.Count,
                    Math.Max(0, empty[0].Day.DayNumber - today.DayNumber),
                    empty[0].Day
                )
                .With(empty.Select(shift => new Piece(shift.Shift == Shift.Day ? "day" : "night", shift.Day, null)));
    }
}

internal static class EvidencesOf
{
    /// <summary>Judges a matter that is late since a day: first the community's own to mend, then late.</summary>
    public static DutyStanding Late(EvidenceAsked asked, Fact fact, int number, int of, DateOnly since)
    {
        var days = Shanghai.Day(asked.Now).DayNumber - since.DayNumber;
        return DutyStanding.Is(days <= asked.Rule.Community ? Mark.Community : Mark.Late, fact, number, of, days, since);
    }
}
