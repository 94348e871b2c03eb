using System.Globalization;
using System.Xml;
using System.Xml.Schema;
using Emergency.Hotlines.Cap;
using Emergency.Testing;

namespace Emergency.Hotlines.Tests.Cap;

/// <summary>Public messages of five countries and one hand-made exercise are read as the sample material says.</summary>
public sealed class SampleMessagesTests
{
    public static TheoryData<string> Public =>
        [
            "01_oasis_a1_no_area_geometry",
            "02_oasis_a2_thunderstorm_polygon",
            "03_oasis_a3_earthquake_update_circle",
            "04_oasis_a4_amber_geocode_only_bilingual",
            "05_nsw_rfs_bushfire_prefixed_circle",
            "06_environment_canada_update_bilingual",
            "07_wcatwc_tsunami_update_geocode",
            "08_wcatwc_tsunami_end_as_update_circle",
            "09_ipaws_nevada_cancel_signed",
            "10_ipaws_montgomery_polygon_signed",
            "11_ipaws_demo_geocode_embedded_audio",
            "12_rimes_test_polygon_circle",
            "13_handmade_zh_exercise_alert_polygon",
            "14_handmade_zh_exercise_update_geocode_only",
            "15_handmade_zh_exercise_cancel",
        ];

    [Theory, MemberData(nameof(Public))]
    public void A_public_message_is_read_as_its_sender_meant_it(string name)
    {
        var rows = SharedMaterial
            .Text("data/cap/expected.tsv")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t'))
            .ToList();
        string Expected(string column) => rows.Single(row => row[0] == name + ".xml")[Array.IndexOf(rows[0], column)];
        var parsed = CapReader.Read(SharedMaterial.Bytes($"data/cap/{name}.xml"));
        parsed.Faults.ShouldBeEmpty();
        var alert = parsed.Alert!;
        (alert.Identifier, alert.Sender, alert.Sent).ShouldBe(
            (Expected("identifier"), Expected("sender"), DateTimeOffset.Parse(Expected("sent"), CultureInfo.InvariantCulture))
        );
        ($"{alert.Status}", $"{alert.Type}").ShouldBe((Expected("status"), Expected("msgType")));
        var areas = alert.Infos.SelectMany(info => info.Areas).ToList();
        var counts = new[]
        {
            ("references", alert.References.Count),
            ("info", alert.Infos.Count),
            ("area", areas.Count),
            ("polygon", areas.Sum(area => area.Polygons.Count)),
            ("circle", areas.Sum(area => area.Circles.Count)),
            ("geocode", areas.Sum(area => area.Geocodes.Count)),
        };
        foreach (var (column, count) in counts)
            count.ToString(CultureInfo.InvariantCulture).ShouldBe(Expected(column), column);
        if (alert.Infos.Count > 0)
            string.Join(',', alert.Infos.Select(info => info.Language)).ShouldBe(Expected("languages").Trim('(', ')'));
    }

    [Theory, MemberData(nameof(Public))]
    public void What_we_write_again_says_the_same_and_is_valid_by_the_schema(string name)
    {
        var alert = CapReader.Read(SharedMaterial.Bytes($"data/cap/{name}.xml")).Alert!;
        var written = CapWriter.Write(alert);
        var again = CapReader.Read(written);
        again.Faults.ShouldBeEmpty();
        again.Alert.ShouldBe(alert);
        Schema.Faults(written).ShouldBeEmpty();
    }

    [Fact]
    public void The_exercise_says_colour_place_and_what_to_do_in_Chinese()
    {
        var alert = Exercise.Alert;
        (alert.Status, alert.Type, alert.Scope).ShouldBe((CapStatus.Exercise, CapMessageType.Alert, CapScope.Public));
        var info = alert.Infos.ShouldHaveSingleItem();
        (info.Language, info.Event, info.Severity).ShouldBe(("zh-CN", "暴雨", CapSeverity.Extreme));
        info.Parameters.ShouldBe([new CapNamed("预警颜色", "红色")]);
        info.Instruction.ShouldNotBeNull().ShouldStartWith("1. 低洼地段");
        info.Expires.ShouldBe(new DateTimeOffset(2024, 7, 10, 14, 30, 0, TimeSpan.Zero));
        var area = info.Areas.ShouldHaveSingleItem();
        area.Polygons.ShouldHaveSingleItem()[0].ShouldBe(new CapPoint(32.17, 113.99));
        area.Geocodes.Select(code => code.Value).ShouldBe(["411502001", "411502007"]);
        Exercise.Cancel.References.ShouldBe([
            new(alert.Sender, alert.Identifier, alert.Sent),
            new(Exercise.Update.Sender, Exercise.Update.Identifier, Exercise.Update.Sent),
        ]);
    }

    [Fact]
    public void The_warning_of_the_demo_is_a_right_message_once_it_says_when_it_was_sent()
    {
        var text = File.ReadAllText(Path.Combine(Material.Root, "drills", "rain-warning.xml"));
        CapReader.Read(System.Text.Encoding.UTF8.GetBytes(text)).Faults.ShouldHaveSingleItem().Path.ShouldBe("/alert/sent");
        var alert = CapReader
            .Read(System.Text.Encoding.UTF8.GetBytes(text.Replace(">NOW<", ">2026-11-20T14:53:45+00:00<", StringComparison.Ordinal)))
            .Alert.ShouldNotBeNull();
        (alert.Status, alert.Scope, alert.Infos[0].Expires).ShouldBe((CapStatus.Actual, CapScope.Public, null));
        alert.Infos[0].Headline!.ShouldContain("虚构示例");
    }

    private static class Schema
    {
        /// <summary>Faults of a message by the OASIS schema; the test is skipped where the schema is not here.</summary>
        public static IReadOnlyList<string> Faults(byte[] message)
        {
            var faults = new List<string>();
            var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema };
            using (var schema = XmlReader.Create(SharedMaterial.PathOf("data/cap/CAP-v1.2.xsd")))
                settings.Schemas.Add(CapReader.Namespace, schema);
            settings.ValidationEventHandler += (_, e) => faults.Add(e.Message);
            settings.ValidationFlags |= XmlSchemaValidationFlags.ReportValidationWarnings;
            using var reader = XmlReader.Create(new MemoryStream(message), settings);
            while (reader.Read()) { }
            return faults;
        }
    }
}
