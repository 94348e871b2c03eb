using System.Text;
using System.Text.Json.Nodes;
using Emergency.Hotlines.Messages;

namespace Emergency.Hotlines.Tests.Messages;

public class CaseMessageTests
{
    internal const string Fire = """
        {"id":"m-1","type":"case.created","source":"信阳119","time":"2024-06-01T02:13:05+08:00","data":{
          "caseNumber":"4115-2024-0613","category":"fire","title":"老旧小区火灾","description":"五楼冒烟，有人被困","receivedAt":"2024-06-01T02:12:40+08:00",
          "caller":{"name":"试某","phone":"13900000001"},"location":{"lon":114.068,"lat":32.119,"datum":"WGS84","address":"例园小区4号楼"},
          "divisionCode":"411502001001","casualties":{"dead":0,"injured":1,"trapped":2},"priority":"life"}}
        """;

    [Fact]
    public void A_fire_call_arrives_whole()
    {
        var message = Read(Fire).Message.ShouldNotBeNull();
        (message.Id, message.Source, message.Time).ShouldBe(("m-1", "信阳119", new DateTimeOffset(2024, 5, 31, 18, 13, 5, TimeSpan.Zero)));
        message.Content.ShouldBe(
            new CaseCreated(
                "4115-2024-0613",
                new("fire", "fire"),
                "老旧小区火灾",
                "五楼冒烟，有人被困",
                new(2024, 5, 31, 18, 12, 40, TimeSpan.Zero),
                new("试某", "13900000001"),
                new(new(114.068, 32.119, MapDatum.WGS84), "例园小区4号楼", "411502001001", PlaceMark.Given, null),
                new(0, 1, 2),
                CasePriority.Life
            )
        );
    }

    /// <summary>An update with one member alone changes that one and nothing else.</summary>
    [Theory]
    [InlineData("category", "\"gas\"", nameof(CaseUpdated.Category))]
    [InlineData("title", "\"t\"", nameof(CaseUpdated.Title))]
    [InlineData("description", "\"d\"", nameof(CaseUpdated.Description))]
    [InlineData("caller", "{\"name\":\"试某\"}", nameof(CaseUpdated.Caller))]
    [InlineData("location", "{\"address\":\"例园小区4号楼\"}", nameof(CaseUpdated.Place))]
    [InlineData("divisionCode", "\"411502001001\"", nameof(CaseUpdated.Place))]
    [InlineData("divisionCode", "\"411502001\"", nameof(CaseUpdated.Place))]
    [InlineData("casualties", "{\"dead\":0}", nameof(CaseUpdated.Casualties))]
    [InlineData("priority", "\"urgent\"", nameof(CaseUpdated.Priority))]
    public void An_update_says_what_it_names_and_nothing_else(string member, string value, string said)
    {
        var update = Read(
            $$"""{"id":"m-2","type":"case.updated","source":"信阳119","time":"2024-06-01T02:20:00Z","data":{"caseNumber":"1","{{member}}":{{value}} } }"""
        )
            .Message.ShouldNotBeNull()
            .Content.ShouldBeOfType<CaseUpdated>();
        typeof(CaseUpdated)
            .GetProperties()
            .Where(one => one.Name is not (nameof(CaseUpdated.CaseNumber) or "EqualityContract") && one.GetValue(update) is not null)
            .Select(one => one.Name)
            .ShouldBe([said]);
        if (member == "divisionCode")
            update.Place!.DivisionCode.ShouldBe(value.Trim('"'));
    }

    /// <summary>Codes of a province, city, county, street and community; everything else names no division and loses nothing.</summary>
    [Theory]
    [InlineData("41", true)]
    [InlineData("4115", true)]
    [InlineData("411502", true)]
    [InlineData("411502001", true)]
    [InlineData("411502001001", true)]
    [InlineData("", false)]
    [InlineData("4", false)]
    [InlineData("411", false)]
    [InlineData("41150200", false)]
    [InlineData("4115020010011", false)]
    [InlineData("41150200100a", false)]
    [InlineData("41 15", false)]
    public void A_division_is_known_by_the_length_of_its_code(string code, bool known)
    {
        Created(data => data["divisionCode"] = code).Place.DivisionCode.ShouldBe(known ? code : null);
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once_with_its_place()
    {
        var read = Read(
            """{"id":"m 1","type":"case.created","time":"2024-06-01T02:13:05","data":{"category":7,"title":7,"description":"x","receivedAt":"gestern","casualties":{"dead":-1,"injured":"2"},"caller":"试某","priority":"hoch"}}"""
        );
        read.Message.ShouldBeNull();
        read.Faults.Select(f => $"{f.Path} {f.Code}")
            .ShouldBe(
                [
                    "$.id not-visible",
                    "$.source missing",
                    "$.time time-without-zone",
                    "$.data.caseNumber missing",
                    "$.data.category wrong-kind",
                    "$.data.title wrong-kind",
                    "$.data.receivedAt not-a-time",
                    "$.data.caller wrong-kind",
                    "$.data.casualties.dead out-of-range",
                    "$.data.casualties.injured wrong-kind",
                    "$.data.priority unknown-value",
                ],
                ignoreOrder: true
            );
    }

    [Theory]
    [InlineData("title", null)]
    [InlineData("title", "")]
    [InlineData("title", "  ")]
    [InlineData("description", null)]
    [InlineData("description", "")]
    public void A_case_is_never_refused_for_lacking_words(string member, string? words)
    {
        foreach (var absent in (bool[])[true, false])
        {
            var told = Created(data =>
            {
                foreach (var other in (string[])["title", "description"])
                    data.Remove(other);
                if (!absent)
                    data[member] = words;
            });
            (told.Title.Trim(), told.Description.Trim()).ShouldBe(("", ""));
        }
    }

    [Theory]
    [InlineData("""null""", PlaceMark.Missing, null, null)]
    [InlineData("""{}""", PlaceMark.Missing, null, null)]
    [InlineData("""{"lon":32.119,"lat":114.068,"datum":"GCJ02"}""", PlaceMark.Exchanged, 114.068, 32.119)]
    [InlineData("""{"lon":"114.068","lat":"32.119","datum":"CGCS2000"}""", PlaceMark.Given, 114.068, 32.119)]
    [InlineData("""{"lon":114.068,"lat":32.119}""", PlaceMark.DatumAssumed, 114.068, 32.119)]
    [InlineData("""{"lon":114.068,"lat":32.119,"datum":"BD09"}""", PlaceMark.UnknownDatum, null, null)]
    [InlineData("""{"lon":0,"lat":0,"datum":"WGS84"}""", PlaceMark.OutsideChina, null, null)]
    [InlineData("""{"lon":1e999,"lat":32,"datum":"WGS84"}""", PlaceMark.Unreadable, null, null)]
    [InlineData("""{"lon":114.068,"datum":"WGS84"}""", PlaceMark.Unreadable, null, null)]
    [InlineData("""{"lon":[114],"lat":true}""", PlaceMark.Unreadable, null, null)]
    [InlineData("\"后面那栋楼\"", PlaceMark.Unreadable, null, null)]
    [InlineData("[114.068,32.119]", PlaceMark.Unreadable, null, null)]
    public void A_case_is_never_refused_for_where_it_says_it_is(string location, PlaceMark mark, double? lon, double? lat)
    {
        var place = Created(d => d["location"] = JsonNode.Parse(location)).Place;
        (place.Mark, place.Coordinates?.Lon, place.Coordinates?.Lat).ShouldBe((mark, lon, lat));
        if (mark is not (PlaceMark.Given or PlaceMark.Missing))
        {
            place.AsReceived.ShouldNotBeNullOrEmpty();
        }
    }

    [Fact]
    public void The_address_helps_even_where_the_coordinates_do_not() =>
        Created(d => d["location"] = JsonNode.Parse("""{"lon":"?","lat":"?","address":"例园小区北门"}"""))
            .Place.Address.ShouldBe("例园小区北门");

    [Fact]
    public void The_datum_declared_is_kept() =>
        Created(d => d["location"] = JsonNode.Parse("""{"lon":114.0736,"lat":32.1165,"datum":"gcj-02"}"""))
            .Place.Coordinates.ShouldBe(new Coordinates(114.0736, 32.1165, MapDatum.GCJ02));

    [Fact]
    public void A_category_nobody_knows_is_other_and_stays_readable() =>
        Created(d => d["category"] = "马蜂窝").Category.ShouldBe(new CaseCategory("other", "马蜂窝"));

    [Fact]
    public void What_a_centre_adds_of_its_own_does_not_disturb() =>
        Created(d => d["vendor"] = JsonNode.Parse("""{"a":[1,{"b":null}]}""")).CaseNumber.ShouldBe("4115-2024-0613");

    [Theory]
    [InlineData("", Faults.Empty)]
    [InlineData("4115 0613", Faults.NotVisible)]
    [InlineData("4115\u200B0613", Faults.NotVisible)]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345", Faults.TooLong)]
    public void A_case_number_is_one_to_sixty_four_visible_characters(string number, string code) =>
        Changed(d => d["caseNumber"] = number).Faults.ShouldBe([new MessageFault("$.data.caseNumber", code)]);

    // Longer texts were once refused, and the case with them.
    [Fact]
    public void A_long_title_is_cut_for_the_list_and_kept_whole_and_a_description_is_as_long_as_it_is()
    {
        Created(d => d["description"] = new string('火', 9_000)).Description.Length.ShouldBe(9_000);
        var title = new string('楼', 300);
        var told = Created(d => (d["title"], d["description"]) = (title, "六楼有人"));
        (told.Title, told.Description).ShouldBe(($"{title[..199]}…", $"{title}\n六楼有人"));
        Created(d => (d["title"], d["description"]) = (title[..200], "六楼有人")).Title.Length.ShouldBe(200);
        // No character is split.
        Created(d => d["title"] = string.Concat(Enumerable.Repeat("𡈽", 150)))
            .Title.ShouldBe($"{string.Concat(Enumerable.Repeat("𡈽", 99))}…");
    }

    [Fact]
    public void An_update_says_only_what_is_new()
    {
        Read(
            """{"id":"m-2","type":"case.updated","source":"信阳119","time":"2024-06-01T02:15:00Z","data":{"caseNumber":"4115-2024-0613","casualties":{"trapped":3}}}"""
        )
            .Message!.Content.ShouldBe(new CaseUpdated("4115-2024-0613", null, null, null, null, null, new(null, null, 3), null));
        Read(
            """{"id":"m-3","type":"case.updated","source":"信阳119","time":"2024-06-01T02:16:00Z","data":{"caseNumber":"4115-2024-0613","location":{"lon":1,"lat":1,"datum":"WGS84"}}}"""
        )
            .Message!.Content.ShouldBeOfType<CaseUpdated>()
            .Place!.Mark.ShouldBe(PlaceMark.OutsideChina);
    }

    [Fact]
    public void A_false_alarm_is_taken_back() =>
        Read(
            """{"id":"m-4","type":"case.cancelled","source":"信阳119","time":"2024-06-01T02:30:00Z","data":{"caseNumber":"4115-2024-0613","reason":"误报"}}"""
        )
            .Message!.Content.ShouldBe(new CaseCancelled("4115-2024-0613", "误报", null));

    private static CaseCreated Created(Action<JsonObject> change)
    {
        var read = Changed(change);
        read.Faults.ShouldBeEmpty();
        return read.Message!.Content.ShouldBeOfType<CaseCreated>();
    }

    private static ParsedMessage Changed(Action<JsonObject> change)
    {
        var message = JsonNode.Parse(Fire)!.AsObject();
        change(message["data"]!.AsObject());
        return Read(message.ToJsonString());
    }

    private static ParsedMessage Read(string json) => MessageReader.Read(Encoding.UTF8.GetBytes(json));
}
