using System.Text;
using Emergency.Domain;
using Emergency.Domain.People;
using Emergency.Server.Across.Duplicates;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Duplicates;

/// <summary>Two records side by side, as each of their keepers can see them.</summary>
public sealed class BesideTests(Borough town)
{
    [Fact]
    public async Task Of_a_child_whom_one_may_not_see_by_name_only_door_and_age_are_shown()
    {
        var world = await World.Make(town);
        var sensitive = new PersonSensitive(
            ["disabled"],
            new(1951, 1, 1),
            "411502195101010029",
            ["oxygen"],
            null,
            null,
            "病",
            true,
            true,
            world.Today,
            "R000001"
        );
        foreach (
            var (name, born, kind) in ((string, DateOnly, string)[])
                [("金例人", new(1951, 1, 1), "disabled"), ("韩例娃", new(2017, 1, 1), "left-behind-minor")]
        )
        foreach (var n in (int[])[1, 2])
            await EdgeRegisters.Person(
                world,
                world.New<PersonId>($"{name} {n}"),
                new(name, "女", ["13900000012"], null, "5号楼", "1单元", 1, $"10{n}", null),
                sensitive with
                {
                    Born = born,
                    Kinds = [kind],
                    IdNumber = n == 1 ? "123" : sensitive.IdNumber,
                    Consent = n == 1,
                }
            );
        await EdgeRegisters.Person(
            world,
            world.New<PersonId>("there"),
            new("金例人", "男", [], null, null, null, null, null, null),
            sensitive,
            EdgeRegisters.There
        );
        var text = new StringBuilder();
        foreach (var approved in (bool[])[false, true])
        {
            if (approved)
                world.Happen(
                    Entities.Residents(Entities.Live, EdgeRegisters.Here),
                    new SightApproved(Role.Secretary, world.Today, world.Today, Borough.By, world.Now)
                );
            world.Lines(
                text,
                $"{(approved ? "with" : "without")} an approval",
                DuplicateEndpoints.List(EdgeRegisters.Here, world.Asking(Role.Secretary, EdgeRegisters.Here), world.Known).Value
            );
        }
        world.Lines(
            text,
            "of the street",
            DuplicateEndpoints.List(Borough.Street, world.Asking(Role.StreetOfficer, Borough.Street), world.Known).Value
        );
        Frozen.Check("asked/beside.txt", text.ToString());
        foreach (var (number, tail) in ((string, string)[])[("", "****"), ("1234", "****"), ("12345", "…2345")])
            DuplicateMasks.Tail(number).ShouldBe(tail);
    }
}
