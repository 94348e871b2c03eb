using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Emergency.Server.Across.Planning;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Plans;

/// <summary>Layout of a plan on paper: the national form, or a county's own, on the page and in the document alike.</summary>
public sealed partial class PlanLayoutTests
{
    private const string Password = "plum-kettle-1234",
        Plan = "/api/communities/411502001001/plan";

    private static JsonObject BuiltIn()
    {
        using var file = typeof(PlanLayout).Assembly.GetManifestResourceStream("plan-layout.json")!;
        return JsonNode.Parse(file)!.AsObject();
    }

    private static JsonObject Own()
    {
        var own = BuiltIn();
        own["look"]!["sheet"] = "A3";
        own["look"]!["margins"]!["left"] = 40;
        own["look"]!["title"]!["font"] = "华文中宋";
        own["look"]!["text"]!["size"] = 14;
        own["parts"] = new JsonArray("annexes", "cards");
        own["annexes"] = new JsonArray("stock", "team");
        var zh = own["zh-CN"]!;
        zh["titles"] = new JsonArray("{county}", "{community}综合预案");
        zh["number"] = "浉预案〔{year}〕{version}号";
        zh["headings"] = new JsonObject { ["annexes"] = "附录甲", ["cards"] = "附录乙" };
        zh["lines"] = new JsonArray("备案 {reference}", "经{street}同意");
        zh["signs"] = new JsonArray("甲方", "乙方");
        return own;
    }

    [Fact]
    public async Task Without_a_file_a_plan_has_the_margins_and_typefaces_of_the_national_form_on_page_and_in_document()
    {
        await using var server = await RunningServer.StartLoadedDemo(null, Password);
        var secretary = await server.SignedIn("secretary", Password);
        var (page, document) = await Both(secretary);
        using var word = Opened(document);
        var margins = word.MainDocumentPart!.Document.Body!.Descendants<PageMargin>().Single();
        (margins.Top!.Value, margins.Bottom!.Value, (int)margins.Left!.Value, (int)margins.Right!.Value).ShouldBe((2098, 1984, 1587, 1474));
        Font(word, "Title").ShouldBe(("方正小标宋简体", "44"));
        Font(word, "Heading1").ShouldBe(("黑体", "32"));
        Font(word, "Normal").ShouldBe(("仿宋_GB2312", "32"));
        TextOf(page).ShouldBe(TextOf(word));
        var style = await Style(server, page);
        style.ShouldContain("size: A4; margin: 37mm 26mm 35mm 28mm", Case.Sensitive);
        style.ShouldContain("仿宋_GB2312", Case.Sensitive);
        (await secretary.Get("/health/ready")).Text.ShouldNotContain("planLayout", Case.Sensitive);
    }

    [Fact]
    public async Task A_countys_own_file_sets_titles_number_parts_annexes_signatures_sheet_and_typefaces_of_both()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["layout.json"], Own().ToJsonString());
        await using var server = await RunningServer.StartLoadedDemo(null, Password, "--plan-layout", folder["layout.json"]);
        var secretary = await server.SignedIn("secretary", Password);
        var (page, document) = await Both(secretary);
        using var word = Opened(document);
        var body = word.MainDocumentPart!.Document.Body!;
        var text = TextOf(word);
        TextOf(page).ShouldBe(text);
        text.ShouldStartWith("浉河区", Case.Sensitive);
        text.ShouldMatch("综合预案浉预案〔20[0-9]{2}〕");
        text.ShouldContain("经", Case.Sensitive);
        text.ShouldNotContain("备案 ", Case.Sensitive);
        text.ShouldNotContain("一、编制目的", Case.Sensitive);
        text.IndexOf("附录甲", StringComparison.Ordinal).ShouldBeLessThan(text.IndexOf("附录乙", StringComparison.Ordinal));
        text.ShouldNotContain("避难场所", Case.Sensitive);
        text.ShouldContain("甲方", Case.Sensitive);
        var size = body.Descendants<PageSize>().Single();
        ((int)size.Width!.Value, (int)size.Height!.Value).ShouldBe((16838, 23811));
        ((int)body.Descendants<PageMargin>().Single().Left!.Value).ShouldBe(2268);
        Font(word, "Title").ShouldBe(("华文中宋", "44"));
        Font(word, "Normal").ShouldBe(("仿宋_GB2312", "28"));
        var style = await Style(server, page);
        style.ShouldContain("size: A3; margin: 37mm 26mm 35mm 40mm", Case.Sensitive);
        style.ShouldContain("华文中宋", Case.Sensitive);
        (await secretary.Get("/health/ready")).String("planLayout")!.ShouldMatch("^[0-9a-f]{8}$");
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_file_is_said_at_once_and_the_server_does_not_start()
    {
        using var folder = new TempFolder();
        var own = Own();
        own["look"]!["sheet"] = "B5";
        own["look"]!["margins"]!["top"] = 200;
        own["look"]!["text"]!["font"] = "x\"; } body { display: none";
        own["parts"] = new JsonArray("cards", "cards", "i-weather");
        own["annexes"] = new JsonArray("cars");
        own["zh-CN"]!["number"] = "{weather}号";
        own["en"]!["titles"] = new JsonArray();
        own["en"]!["headings"] = new JsonObject { ["z"] = "Z" };
        var lines = await Refused(folder, own.ToJsonString());
        foreach (
            var said in (string[])
                [
                    "sheet is A4 or A3, not B5",
                    "margins: top is 5 to 60 (mm), not 200",
                    "text: font is a name of",
                    "parts: nobody knows i-weather; known are a-purpose",
                    "parts: cards stands there twice",
                    "annexes: nobody knows cars; known are team shelters people stock",
                    "zh-CN: nobody knows {weather}; known are county",
                    "en: titles: at least one line",
                    "en: headings: nobody knows z",
                ]
        )
            lines.ShouldContain(line => line.StartsWith($"plan-layout: {folder["layout.json"]}: {said}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{ nothing")]
    [InlineData("null")]
    [InlineData("""{ "look": {} }""")]
    public async Task What_is_no_layout_keeps_the_server_from_starting(string text)
    {
        using var folder = new TempFolder();
        (await Refused(folder, text)).ShouldContain(line =>
            line.StartsWith($"plan-layout: {folder["layout.json"]}: ", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_member_nobody_knows_is_named_and_a_file_that_is_not_there_too()
    {
        using var folder = new TempFolder();
        var own = Own();
        own["colour"] = "red";
        (await Refused(folder, own.ToJsonString())).ShouldContain(line => line.Contains("colour", StringComparison.Ordinal));
        File.Delete(folder["layout.json"]);
        (await Refused(folder, null)).ShouldContain(line => line == $"plan-layout: there is no file {folder["layout.json"]}");
    }

    private static async Task<IReadOnlyCollection<string>> Refused(TempFolder folder, string? text)
    {
        if (text is not null)
            await File.WriteAllTextAsync(folder["layout.json"], text);
        await using var server = RunningServer.Nowhere();
        var (code, lines) = await server.Command(null, "--urls", "http://127.0.0.1:0", "--plan-layout", folder["layout.json"]);
        code.ShouldBe(3, string.Join('\n', lines));
        return lines;
    }

    private static async Task<(string Page, byte[] Document)> Both(Api who)
    {
        using var http = new HttpClient { BaseAddress = who.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", who.Token);
        return (
            await http.GetStringAsync(new Uri($"{Plan}/paper", UriKind.Relative)),
            await http.GetByteArrayAsync(new Uri($"{Plan}/paper.docx", UriKind.Relative))
        );
    }

    // The last style sheet is that of the layout.
    private static async Task<string> Style(RunningServer server, string page)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        return await http.GetStringAsync(new Uri(Sheets().Matches(page)[^1].Groups["path"].Value, UriKind.Relative));
    }

    private static WordprocessingDocument Opened(byte[] file)
    {
        var word = WordprocessingDocument.Open(new MemoryStream(file), false);
        new OpenXmlValidator().Validate(word).Select(fault => $"{fault.Path?.XPath}: {fault.Description}").ShouldBeEmpty();
        return word;
    }

    private static (string? Font, string? Size) Font(WordprocessingDocument word, string id)
    {
        var style = word.MainDocumentPart!.StyleDefinitionsPart!.Styles!.Elements<Style>().Single(one => one.StyleId == id);
        return (style.Descendants<RunFonts>().Single().EastAsia?.Value, style.Descendants<FontSize>().Single().Val?.Value);
    }

    // The visible text, without white space; head and foot of the sheet do not belong to it.
    private static string TextOf(WordprocessingDocument word) => Bare(word.MainDocumentPart!.Document.Body!.InnerText);

    private static string TextOf(string page)
    {
        var article = Article().Match(page).Groups["text"].Value;
        return Bare(WebUtility.HtmlDecode(Tags().Replace(Edges().Replace(article, ""), "")));
    }

    private static string Bare(string text) => string.Concat(text.Where(sign => !char.IsWhiteSpace(sign)));

    [GeneratedRegex("<article>(?<text>.*)</article>", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Article();

    [GeneratedRegex("<header>.*?</header>|<footer>.*?</footer>", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Edges();

    [GeneratedRegex("<[^>]*>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tags();

    [GeneratedRegex("""rel="stylesheet" href="(?<path>[^"]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sheets();
}
