using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Emergency.Testing;

namespace Emergency.Structure.Tests;

/// <summary>
/// English sentences begin with a thing or a verb, in comments and on the pages: a reader must not first find out what a "what" is.
/// `git config core.hooksPath .githooks` holds the same for the subjects of commits.
/// </summary>
public sealed partial class LanguageTests
{
    /// <summary>First words that name nothing.</summary>
    private const string Nameless = "What|Who|Whoever|Whatever|Whichever|Whether|That|Those|Of|How|Where|Which|Whose|Whom|Why";

    private static readonly string[] Ours = ["src", "tests"];
    private static readonly string[] NotOurs = ["bin", "obj", "node_modules", "dist", "wire", "frozen", "golden"];

    [Fact]
    public void A_comment_begins_with_a_thing_or_a_verb()
    {
        var files = Ours.SelectMany(root => Sources(Path.Combine(Material.Root, root)))
            .Where(file => Path.GetFileName(file) != "LanguageTests.cs")
            .ToList();
        files.Count.ShouldBeGreaterThan(3_000);
        files.SelectMany(file => Comments(file, File.ReadAllText(file)).Where(IsNameless).Select(one => Said(file, one))).ShouldBeEmpty();
    }

    [Fact]
    public void A_sentence_on_the_pages_begins_with_a_thing_or_a_verb()
    {
        var words = Path.Combine(Material.Root, "src", "web", "src", "base", "words", "en");
        Directory
            .EnumerateFiles(words, "*.json")
            .SelectMany(file =>
                Texts(JsonNode.Parse(File.ReadAllText(file)))
                    .Where(text => SentenceWithoutSubject().IsMatch(text))
                    .Select(one => Said(file, one))
            )
            .ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a.cs", "// What was told stays.\nint a;", true)]
    [InlineData("a.cs", "/// <summary>Sends it. Who is asked answers.</summary>", true)]
    [InlineData("a.cs", "/// <param name=\"a\">Whether it holds.</param>", true)]
    [InlineData(
        "a.cs",
        "/// <summary>Keeps the door open, whatever is said\n/// What follows in a second line is no beginning.</summary>",
        false
    )]
    [InlineData("a.cs", "var a = \"// What\"; // Account that asks.", false)]
    [InlineData("a.ts", "/** Who leads. */", true)]
    [InlineData("a.vue", "<script setup>\n// Those of a street.\n</script>", true)]
    [InlineData("a.vue", "<template><!-- Where it lies. --></template>", true)]
    [InlineData("a.css", "/* Of a phone. */", true)]
    [InlineData("a.css", "/* Width of a phone. */", false)]
    public void A_planted_sentence_is_found(string file, string text, bool found) => Comments(file, text).Any(IsNameless).ShouldBe(found);

    private static bool IsNameless(string comment) => SentenceBegins().IsMatch(comment);

    private static string Said(string file, string text) =>
        $"{Path.GetRelativePath(Material.Root, file)}: {(text.Length > 120 ? text[..120] : text)}";

    private static IEnumerable<string> Sources(string folder) =>
        Directory
            .EnumerateFiles(folder)
            .Where(file => Path.GetExtension(file) is ".cs" or ".ts" or ".vue" or ".css")
            .Concat(Directory.EnumerateDirectories(folder).Where(inner => !NotOurs.Contains(Path.GetFileName(inner))).SelectMany(Sources));

    /// <summary>Texts of all comments; neighbouring lines are one.</summary>
    private static IEnumerable<string> Comments(string file, string text) =>
        (Path.GetExtension(file) is ".vue" or ".css" ? Marked() : Written())
            .Matches(text)
            .Select(found => Spaces().Replace(Signs().Replace(found.Value, " "), " ").Trim())
            .Concat(Path.GetExtension(file) is ".vue" ? ScriptOf().Matches(text).SelectMany(script => Comments("a.ts", script.Value)) : []);

    private static IEnumerable<string> Texts(JsonNode? node) =>
        node switch
        {
            JsonObject all => all.SelectMany(one => Texts(one.Value)),
            JsonValue value when value.TryGetValue<string>(out var text) => [text],
            _ => [],
        };

    // A sentence begins with the comment, after the end of another and after an element of the documentation.
    [GeneratedRegex(
        @"(?:^|[.!?:;]\s+|<(?:summary|remarks|param|returns|para|exception|typeparam|item|value)\b[^>]*>\s*|@\w+(?: \w+)? (?:- )?)[(*""`]*(?:"
            + Nameless
            + @"|One)\b",
        RegexOptions.None,
        1_000
    )]
    private static partial Regex SentenceBegins();

    [GeneratedRegex(@"(?:^|[.!?:;]\s+)(?:" + Nameless + @")\b[^.?!]*\.", RegexOptions.None, 1_000)]
    private static partial Regex SentenceWithoutSubject();

    // Lines of comments in a row, one behind code, or a block.
    [GeneratedRegex(@"(?:^[ \t]*//.*(?:\r?\n|$))+|(?<![:""'/\w])//\s.*$|/\*[\s\S]*?\*/", RegexOptions.Multiline, 1_000)]
    private static partial Regex Written();

    [GeneratedRegex(@"<!--[\s\S]*?-->|(?<=<style[\s\S]*)/\*[\s\S]*?\*/|^/\*[\s\S]*?\*/", RegexOptions.Multiline, 1_000)]
    private static partial Regex Marked();

    [GeneratedRegex(@"<script[^>]*>[\s\S]*?</script>", RegexOptions.None, 1_000)]
    private static partial Regex ScriptOf();

    [GeneratedRegex(@"^[ \t]*///?|/\*+|\*+/|^[ \t]*\*|<!--|-->|(?<=\s)//(?=\s)", RegexOptions.Multiline, 1_000)]
    private static partial Regex Signs();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1_000)]
    private static partial Regex Spaces();
}
