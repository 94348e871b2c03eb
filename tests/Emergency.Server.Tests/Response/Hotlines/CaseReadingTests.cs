using System.Globalization;
using System.Text;
using Emergency.Domain;
using Emergency.Domain.Cases;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Hotlines.Messages;
using Emergency.Server.Across.CaseIntake;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using CaseUpdated = Emergency.Hotlines.Messages.CaseUpdated;
using Casualties = Emergency.Hotlines.Messages.Casualties;

namespace Emergency.Server.Tests.Hotlines;

/// <summary>Results of a hotline's words, and the parts that an update leaves unchanged.</summary>
public sealed class CaseReadingTests(Borough town)
{
    private static readonly CaseKey Key = new("119", "7");
    private static readonly Coordinates Inside = new(Borough.Lon, Borough.Lat, MapDatum.WGS84);

    /// <summary>
    /// For each part that a hotline can send or leave out, of an unknown case, a waiting one, and one that is an incident.
    /// </summary>
    [Fact]
    public async Task An_update_says_only_what_is_new()
    {
        var world = await World.Make(town);
        var text = new StringBuilder();
        var incident = CaseReading.Incident(Entities.Live, Key);
        var waiting = world.Fork();
        var located = new Located(new(114.065, 32.115), Datum.Wgs84, new(114.065, 32.115));
        var facts = new CaseFacts(
            Key,
            Category.Gas,
            Priority.Normal,
            Borough.County,
            Borough.Community,
            null,
            located,
            "swapped",
            null,
            world.Now,
            world.Words
        );
        waiting.Happen(
            Entities.Case(Entities.Live, Key),
            new CaseReceived(facts, incident, world.New<ReportId>("a telling"), world.Now, true)
        );
        var open = world.Fork();
        open.Happen(
            Entities.Incident(Entities.Live, incident),
            new IncidentOpened(
                Borough.County,
                Borough.Neighbour,
                null,
                Category.Flood,
                Priority.Life,
                located,
                "outside",
                world.New<ReportId>("a telling"),
                Key,
                null,
                world.Now,
                world.Words,
                Borough.By,
                world.Now
            )
        );
        foreach (var (name, known) in ((string, World)[])[("nobody knows it", world), ("it waits", waiting), ("it is an incident", open)])
        foreach (
            var (what, said) in ((string, CaseUpdated)[])
                [
                    ("nothing", new("7", null, null, null, null, null, null, null)),
                    ("its kind", new("7", new("fire", "火灾"), null, null, null, null, null, null)),
                    ("life", new("7", null, null, null, null, null, null, CasePriority.Life)),
                    ("urgent", new("7", null, null, null, null, null, null, CasePriority.Urgent)),
                    ("normal", new("7", null, null, null, null, null, null, CasePriority.Normal)),
                    ("its place", new("7", null, null, null, null, new(Inside, null, null, PlaceMark.Given, null), null, null)),
                    ("who is hurt", new("7", null, null, null, null, null, new(null, 2, null), null)),
                    ("that it does not know who is hurt", new("7", null, null, null, null, null, new(null, null, null), null)),
                ]
        )
            text.Append(
                CultureInfo.InvariantCulture,
                $"{name}, and the hotline says {what}: {known.Text(CaseReading.Facts(Key, said, known.Known, Borough.County, Entities.Live, world.Now))}\n"
            );
        Frozen.Check("asked/case-updates.txt", text.ToString());
    }

    /// <summary>For each mark of a place, with a point inside, outside, and none.</summary>
    [Fact]
    public async Task What_is_in_doubt_about_a_place_is_said()
    {
        var world = await World.Make(town);
        var text = new StringBuilder();
        foreach (var mark in Enum.GetValues<PlaceMark>())
        foreach (
            var (where, at, division) in ((string, Coordinates?, string?)[])
                [
                    ("inside", Inside, null),
                    ("inside by another datum", Inside with { Datum = MapDatum.GCJ02 }, null),
                    ("outside", new(120, 40, MapDatum.CGCS2000), null),
                    ("outside, of a community", new(120, 40, MapDatum.WGS84), Borough.Neighbour),
                    ("nowhere", null, null),
                    ("nowhere, of a community", null, Borough.Neighbour),
                ]
        )
        {
            var created = new CaseCreated(
                "7",
                new("fire", "火灾"),
                "起火",
                "",
                world.Now,
                null,
                new(at, null, division, mark, null),
                new Casualties(1, null, 3),
                CasePriority.Urgent
            );
            text.Append(
                CultureInfo.InvariantCulture,
                $"{world.Text(mark)}, {where}: {world.Text(CaseReading.Facts(Key, created, world.Known, Borough.County))}\n"
            );
        }
        Frozen.Check("asked/case-places.txt", text.ToString());
    }

    [Fact]
    public void The_words_of_an_update_take_the_place_of_those_that_were_told()
    {
        var before = new Infrastructure.Encryption.CaseText("起火", "三楼", "1号楼", "某甲", "1", "原文");
        new CaseUpdated("7", null, null, null, null, null, null, null).Text(before).ShouldBe(before);
        new CaseUpdated("7", null, "冒烟", "四楼", new("某乙", "2"), new(null, "2号楼", null, PlaceMark.Missing, "新文"), null, null)
            .Text(before)
            .ShouldBe(new("冒烟", "四楼", "2号楼", "某乙", "2", "新文"));
        new CaseUpdated("7", null, null, "四楼", new(null, "2"), null, null, null)
            .Text(before)
            .ShouldBe(before with { Description = "四楼", CallerPhone = "2" });
        new CaseUpdated("7", null, null, null, null, null, null, null).Text(null).ShouldBe(new("", null, null, null, null));
    }
}
