using Emergency.Domain.Drills;
using Emergency.Server.Features.Drills.Scenarios;
using Emergency.Server.Features.Drills.Scenarios.Reading;
using Emergency.Testing;

namespace Emergency.Server.Tests.Drills;

public sealed class ShippedScenarioTests
{
    public static TheoryData<string> Ids =>
        [
            .. Directory
                .GetFiles(Path.Combine(Material.Root, "drills", "scenarios"), "*.yaml")
                .Select(file => Path.GetFileNameWithoutExtension(file))
                .Order(StringComparer.Ordinal),
        ];

    [Fact]
    public void The_seven_scenarios_come_with_the_product() =>
        Shipped
            .All.Select(one => one.Id)
            .ShouldBe([
                "flood-night",
                "guardian-to-hospital",
                "hotline-119-down",
                "missing-child",
                "old-block-fire",
                "rain-night",
                "ten-minutes",
            ]);

    [Theory, MemberData(nameof(Ids))]
    public void Each_is_good_named_as_its_file_and_completed_by_editors(string id)
    {
        var file = File.ReadAllText(Path.Combine(Material.Root, "drills", "scenarios", $"{id}.yaml"));
        var (scenario, mistakes) = ScenarioReader.Read(file);
        mistakes.ShouldBeEmpty();
        scenario!.Id.ShouldBe(id);
        file.ShouldStartWith("# yaml-language-server: $schema=../scenario.schema.json\n");
    }

    [Theory, MemberData(nameof(Ids))]
    public void Every_objective_is_judged_and_every_player_has_something_to_do(string id)
    {
        var scenario = Shipped.Find(id)!.Scenario;
        scenario
            .Objectives.Select(one => one.Id)
            .Except(scenario.Expect.Select(one => one.Objective), StringComparer.Ordinal)
            .ShouldBeEmpty();
        scenario
            .Participants.Select(one => one.Id)
            .Except(scenario.Injects.SelectMany(one => one.To).Concat(scenario.Expect.Select(one => one.Who ?? "")), StringComparer.Ordinal)
            .ShouldBeEmpty();
        scenario
            .Branches.Select(one => one.Id)
            .Except(scenario.Injects.Select(one => one.Branch ?? ""), StringComparer.Ordinal)
            .ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Ids))]
    public void Who_does_nothing_at_all_misses_everything_that_is_not_the_observers(string id)
    {
        var scenario = Shipped.Find(id)!.Scenario;
        var (start, played) = (
            new DateTimeOffset(2026, 3, 10, 17, 0, 0, TimeSpan.Zero),
            new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal)
        );
        Course Now() => new(start, played, [], [], start + scenario.End.At);
        // Each inject comes when it is due; a late one opens those that wait for it.
        for (var again = true; again; )
        {
            again = false;
            foreach (var inject in scenario.Injects.Where(one => !played.ContainsKey(one.Id)))
                if (Now().Due(scenario, inject) is { } due)
                    again = played.TryAdd(inject.Id, due);
        }
        var judged = Judging.Judge(scenario, Now());
        judged
            .Actions.Where(one => one.Action.Proof is Proof.ByEvent && one.Outcome is not (Outcome.Missed or Outcome.NotAsked))
            .ShouldBeEmpty();
        judged.Total.Missed.ShouldBeGreaterThan(2);
        judged.Actions.Where(one => one.Action.Proof is Proof.ByAbsence).ShouldAllBe(one => one.Outcome == Outcome.Done);
    }

    [Fact]
    public void Each_inject_of_the_palette_can_be_put_into_a_file_as_it_is()
    {
        InjectPalette.All.Count.ShouldBe(15);
        InjectPalette.All.Select(one => one.Id).Distinct(StringComparer.Ordinal).Count().ShouldBe(15);
        foreach (var one in InjectPalette.All)
        {
            (one.Title.Length > 0 && one.En.Length > 0).ShouldBeTrue();
            var (scenario, mistakes) = ScenarioReader.Read(Small.But("injects:\n", $"injects:\n{one.Yaml}"));
            mistakes.ShouldBeEmpty(one.Yaml);
            scenario!.Injects[0].Id.ShouldBe(one.Id);
        }
    }
}
