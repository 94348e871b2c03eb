using System.Text;
using Emergency.Domain;
using Emergency.Engine;
using Emergency.Server.Across.Situation;
using Emergency.Server.Foundation;
using Emergency.Testing;

namespace Emergency.Server.Tests.Situation;

/// <summary>Report forms of a county's own: a file beside ours.</summary>
public sealed class OwnFormsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private Settings With(string text)
    {
        var file = _folder["forms.json"];
        File.WriteAllText(file, text);
        return new Settings { SituationForms = file };
    }

    private static string Form(string code, string line, string lines = "\"county-duty\"") =>
        $$"""
            { "code": "{{code}}", "lines": [{{lines}}], "zh-CN": { "name": "市级初报", "title": "{place}", "text": ["{{line}}"] },
              "en": { "name": "City", "title": "{place}", "text": ["{now}"] } }
            """;

    [Fact]
    public void One_with_the_code_of_ours_takes_its_place_and_others_stand_behind()
    {
        var all = new SituationForms(With($"[{Form("city", "{number} {grade}")}, {Form("first", "{title}")}]")).All;
        all.Select(one => one.Code).ShouldBe([.. SituationForms.BuiltIn.Select(one => one.Code), "city"]);
        all[0].Chinese.Text.ShouldBe(["{title}"]);
        all[^1].In("zh-CN").Name.ShouldBe("市级初报");
        new SituationForms(new Settings()).All.ShouldBe(SituationForms.BuiltIn);
    }

    [Fact]
    public void Whom_one_tells_is_one_list_for_all_or_one_for_each_level()
    {
        var same = SituationForm.Read(new MemoryStream(Encoding.UTF8.GetBytes($"[{Form("city", "")}]")))[0].Lines;
        foreach (var role in (Role[])[Role.Secretary, Role.StreetOfficer, Role.CountyDuty])
            same.For([role]).ShouldBe(["county-duty"]);
        var levels = """{ "community": ["street"], "street": ["county-duty"], "county": ["city-duty"] }""";
        var each = SituationForm
            .Read(
                new MemoryStream(
                    Encoding.UTF8.GetBytes($"[{Form("city", "").Replace("[\"county-duty\"]", levels, StringComparison.Ordinal)}]")
                )
            )[0]
            .Lines;
        (each.For([Role.Secretary])[0], each.For([Role.StreetOfficer])[0], each.For([Role.CountyCommander])[0]).ShouldBe(
            ("street", "county-duty", "city-duty")
        );
    }

    [Theory]
    [InlineData("{ nothing", "forms.json")]
    [InlineData("{}", "the file: a list")]
    [InlineData("""[{ "lines": [] }]""", "a form has no code")]
    [InlineData("""[{ "code": 1, "lines": [] }]""", "code is a text")]
    [InlineData("""[{ "code": "a", "lines": "b", "zh-CN": {}, "en": {} }]""", "lines: a list")]
    [InlineData("""[{ "code": "a", "lines": [], "zh-CN": { "name": "a", "title": "b", "text": "c" }, "en": {} }]""", "text: a list")]
    [InlineData("""[{ "code": "a", "lines": [], "zh-CN": { "name": "a", "title": "b", "text": [1] }, "en": {} }]""", "forms.json")]
    public void What_is_no_such_file_keeps_the_server_from_starting_and_says_why(string text, string said) =>
        Should.Throw<CannotStart>(() => SituationForms.Check(With(text))).Message.ShouldContain(said, Case.Sensitive);

    [Fact]
    public void A_slot_or_line_nobody_knows_is_named()
    {
        Should
            .Throw<CannotStart>(() => SituationForms.Check(With($"[{Form("city", "{weather}")}]")))
            .Message.ShouldContain("nobody knows {weather}", Case.Sensitive);
        Should
            .Throw<CannotStart>(() => SituationForms.Check(With($"[{Form("city", "", "\"mayor\"")}]")))
            .Message.ShouldContain("not mayor", Case.Sensitive);
        Should
            .Throw<CannotStart>(() => SituationForms.Check(With($"[{Form("city", "")}, {Form("city", "")}]")))
            .Message.ShouldContain("twice", Case.Sensitive);
        Should.Throw<CannotStart>(() => SituationForms.Check(new Settings { SituationForms = _folder["none"] }));
    }

    public void Dispose() => _folder.Dispose();
}
