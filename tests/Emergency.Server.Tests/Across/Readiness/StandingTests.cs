using System.Globalization;
using System.Text;
using Emergency.Domain.Regulations;
using Emergency.Server.Across.Readiness;
using Emergency.Server.Infrastructure.Due;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Emergency.Server.Tests.Readiness;

/// <summary>Standing of a community in its duties, with each thing once on each side of its day.</summary>
public sealed class StandingTests(Borough town)
{
    /// <summary>The lines to hotlines are the borough's own, and change while others use them.</summary>
    private const string Links = "links";
    private static readonly DutyRule Rule = new("duty", "pack", Bearer.Committee, [], true, null, true, false)
    {
        Days = 7,
        Soon = 3,
        Community = 7,
    };

    [Fact]
    public async Task How_a_community_and_its_county_stand()
    {
        var world = await EdgeRegisters.Make(town);
        var text = new StringBuilder();
        var query = new ReadinessQuery(town.Service<EvidenceTable>(), world.Known, Borough.Realm, world.Now);
        foreach (var community in (string[])[EdgeRegisters.Here, EdgeRegisters.There])
        {
            var duties = query.Duties(community);
            foreach (var (duty, standing) in duties.Zip(query.Cells(community, duties)))
                text.Append(CultureInfo.InvariantCulture, $"{community} {duty.Pack}/{duty.Id}: {world.Text(standing)}\n");
            text.Append(CultureInfo.InvariantCulture, $"{community} is answered for by {world.Text(query.Answers(community))}\n");
        }
        foreach (var own in query.Own(Borough.County).Where(own => own.Duty.Evidence != Links))
            text.Append(CultureInfo.InvariantCulture, $"{Borough.County} {own.Duty.Id}: {world.Text(own.Standing)}\n");
        Frozen.Check("asked/readiness.txt", text.ToString());
    }

    /// <summary>Evidence of each noun, for as many days as it takes to become late.</summary>
    [Fact]
    public async Task What_shows_a_duty_day_by_day()
    {
        var world = await EdgeRegisters.Make(town);
        var text = new StringBuilder();
        var offered = town.Service<IServiceProvider>().GetServices<IEvidence>().OrderBy(one => one.Code, StringComparer.Ordinal).ToList();
        foreach (var evidence in offered.Where(one => one.Code != Links))
        {
            var before = default((Mark, Fact, int?));
            foreach (var days in Enumerable.Range(-3, 24))
            {
                var division = evidence.OfCounty ? Borough.County : EdgeRegisters.Here;
                DutyStanding Stands(bool must) =>
                    evidence.Judge(new(division, Rule with { Must = must }, world.Known, Borough.Realm, world.Now.AddDays(days)));
                var stands = Stands(must: true);
                if ((stands.Mark, stands.Fact, stands.Number) != before)
                    text.Append(CultureInfo.InvariantCulture, $"{evidence.Code} {days:+0;-0;0}: {world.Text(stands)}\n");
                before = (stands.Mark, stands.Fact, stands.Number);
                if (Stands(must: false) is var may && may != stands)
                    text.Append(
                        CultureInfo.InvariantCulture,
                        $"{evidence.Code} {days:+0;-0;0} where it is left to them: {world.Text(may)}\n"
                    );
            }
        }
        Frozen.Check("asked/evidence.txt", text.ToString());
    }

    [Fact]
    public void A_tally_counts_each_mark_once_and_says_the_longest_that_is_late()
    {
        static DutyStanding Is(Mark mark, int? days = null, Fact fact = Fact.None) => DutyStanding.Is(mark, fact, days: days);
        Tally
            .Of([
                Is(Mark.Late, 3),
                Is(Mark.Late, 9),
                Is(Mark.Late, 1),
                Is(Mark.Late),
                Is(Mark.Met),
                Is(Mark.Met),
                Is(Mark.Soon, 20),
                Is(Mark.Community, 40),
                Is(Mark.Unknown),
                Is(Mark.NotApplicable),
            ])
            .ShouldBe(new Tally(2, 1, 1, 4, 1, 0, 9));
        Tally.Of([Is(Mark.Late)]).Days.ShouldBeNull();
        // A draft shows the number of communities that would meet it.
        foreach (var fact in Enum.GetValues<Fact>())
            Tally
                .Of([Is(Mark.Draft, fact: fact)])
                .Draft.ShouldBe(
                    fact is Fact.Has or Fact.VisitsMade or Fact.ChecksMade or Fact.CareAttended or Fact.DrillHeld ? 1 : 0,
                    $"{fact}"
                );
    }
}
