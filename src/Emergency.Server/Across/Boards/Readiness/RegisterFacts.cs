using System.Runtime.CompilerServices;
using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Domain.Regulations;
using Emergency.Server.Features.Drills;
using Emergency.Server.Features.Hazards;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Plans;
using Emergency.Server.Features.Stock;
using Emergency.Server.Features.Teams;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Readiness;

/// <summary>Collects from the views the facts by which a community's duties are judged.</summary>
internal static class RegisterFacts
{
    public static CommunityFacts Of(string community, Known known, string realm, DateTimeOffset now)
    {
        var (today, persons) = (Shanghai.Day(now), known.Of<ResidentsKnown>(realm).PersonsOf(community).ToList());
        return new(
            community,
            now,
            known.InForce,
            known.Of<PlansKnown>(realm).Of(community).State,
            known.Of<TeamsKnown>(realm).Of(community).State,
            [.. known.Of<SuppliesKnown>(realm).Of(community).Lots.Values.Select(lot => lot.Facts)],
            [.. HazardsKnown.In(known, community, realm).Where(one => one.State.Counts).Select(one => one.Judged)],
            [.. persons.Select(person => person.Listed.CheckedOn)],
            [.. Entrusted(persons, today)],
            [.. Drilled(known.Of<DrillsKnown>(), community)]
        );
    }

    // Only minors who were once entrusted to somebody: a passed end date leaves a child with nobody on paper.
    internal static IEnumerable<DateOnly> Entrusted(IEnumerable<PersonKnown> persons, DateOnly today) =>
        persons
            .Where(person => person.IsMinor(today))
            .Select(person => person.Guardians.Where(guardian => guardian.IsEntrusted).ToList())
            .Where(carers => carers.Count > 0)
            .Select(carers => carers.Max(carer => carer.Contact.To ?? DateOnly.MaxValue));

    // Computed once for all communities of a county, again only when a drill changed.
    private static readonly ConditionalWeakTable<DrillsKnown, ILookup<string, DateOnly>> Sorted = [];

    // A drill counts once it is evaluated; a secretary's own ten minutes at a table are practice, not the required drill.
    private static IEnumerable<DateOnly> Drilled(DrillsKnown drills, string community) =>
        Sorted.GetValue(
            drills,
            known =>
                known
                    .All.Values.Where(drill => drill.Facts.Form != DrillForm.Solo && drill.State is { Evaluation: not null, End: not null })
                    .SelectMany(
                        drill => drill.Facts.Communities.Distinct(StringComparer.Ordinal),
                        (drill, one) => (Community: one, Day: Shanghai.Day(drill.State.End!.At))
                    )
                    .ToLookup(one => one.Community, one => one.Day, StringComparer.Ordinal)
        )[community];
}
