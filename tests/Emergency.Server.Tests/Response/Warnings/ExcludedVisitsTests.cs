using Emergency.Domain;
using Emergency.Domain.People;
using Emergency.Domain.Warnings;
using Emergency.Server.Features.Visits;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Warnings;

/// <summary>除…外: places that a warning's words exclude are visited only where a person says so.</summary>
public sealed class ExcludedVisitsTests(Borough borough)
{
    [Fact]
    public async Task Nobody_is_visited_for_a_warning_where_its_words_leave_them_out()
    {
        var (left, warned) = (await Somebody("left out", Borough.Community), await Somebody("warned", Borough.Neighbour));
        var (id, now) = (new WarningId(Guid.CreateVersion7()), borough.Time.GetUtcNow());
        var facts = new WarningFacts(
            Borough.County,
            new("yujing.demo@example.org", $"X-{id}", now),
            WarningStatus.Actual,
            true,
            [],
            Category.Weather,
            WarningLevel.Red,
            [new("zh-CN", "高温", "区气象台（示例）", "高温红色预警", null, null)],
            now,
            null,
            now.AddHours(6),
            [new("老城街道，试阳社区除外", null, [Borough.Street])],
            [Borough.Street]
        )
        {
            Excluded = [Borough.Community],
        };
        var warning = Entities.Warning(Borough.Realm, id);
        await borough.Do(warning, new ReceiveWarning(facts, 1, Borough.By, now));
        await borough.Do(warning, new ConfirmWarning([], 300, Borough.By, now) { Placed = true });
        await Until.True(() => IsAsked(Borough.Neighbour, warned, id), "where it holds a visit is asked for");
        IsAsked(Borough.Community, left, id).ShouldBeFalse();
        await borough.Do(warning, new LiftWarning(Borough.By, borough.Time.GetUtcNow()));
    }

    private bool IsAsked(string community, PersonId person, WarningId cause) =>
        borough.Folding.Now.Of<VisitsKnown>().Find(community, person)?.Extras.Any(extra => extra.Cause == cause.ToString()) == true;

    // Nowhere on the map, so no fire of another test counts them.
    private async Task<PersonId> Somebody(string name, string community)
    {
        var person = BoroughRegisters.Someone($"excluded-{name}");
        var contact = await borough.Seal(person.Value, PersonContact.Unknown with { Name = "何拟热", Building = "1号楼" });
        var sensitive = await borough.Seal(person.Value, PersonSensitive.Unknown with { Kinds = ["elder-alone"], Born = new(1940, 1, 1) });
        await borough.Do(
            Entities.Residents(Borough.Realm, community),
            new RecordPersons([new(person, null, "G1", contact, sensitive)], null, borough.Time.GetUtcNow())
        );
        return person;
    }
}
