using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Emergency.Hotlines.Description;
using Emergency.Hotlines.Messages;
using Emergency.Hotlines.Signing;
using Emergency.Testing;

namespace Emergency.Hotlines.Tests.Description;

/// <summary>docs/hotlines.md and the files beside it agree with the code.</summary>
public sealed partial class DocumentTests
{
    private const string Page = "docs/hotlines.md",
        Folder = "docs/hotlines";

    public static TheoryData<string> Types => [.. Catalogue.Messages.Select(shape => shape.Type)];

    private static string File(string path) => System.IO.File.ReadAllText(Path.Combine(Material.Root, path));

    [Fact]
    public void The_files_beside_the_page_are_those_of_the_catalogue()
    {
        var files = DocumentFiles.All();
        // A body is signed to the byte: it has no line end.
        bool IsBody(string path) =>
            path.StartsWith("samples/", StringComparison.Ordinal) && path.EndsWith(".json", StringComparison.Ordinal);
        Frozen.CheckFiles(
            files.Where(one => !IsBody(one.Key)).ToDictionary(one => $"{Folder}/{one.Key}", one => one.Value, StringComparer.Ordinal)
        );
        foreach (var (path, body) in files.Where(one => IsBody(one.Key)))
            File($"{Folder}/{path}").ShouldBe(body, path);
        var root = Path.Combine(Material.Root, Folder);
        Directory
            .EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Except(files.Keys, StringComparer.Ordinal)
            .ShouldBeEmpty("nothing stands behind these");
    }

    [Fact]
    public void The_tables_of_the_page_are_those_of_the_catalogue()
    {
        var tables = DocumentTables.All();
        var page = File(Page);
        Section().Matches(page).Select(found => found.Groups["name"].Value).ShouldBe(tables.Keys, ignoreOrder: true);
        var now = Section()
            .Replace(
                page,
                found => $"<!-- from the code: {found.Groups["name"].Value} -->\n{tables[found.Groups["name"].Value]}<!-- end -->"
            );
        Frozen.CheckFiles(new Dictionary<string, string>(StringComparer.Ordinal) { [Page] = now });
    }

    [Theory, MemberData(nameof(Types))]
    public void A_sample_as_it_lies_there_is_genuine_by_our_verifier_and_by_the_standard_alone(string type)
    {
        var body = System.IO.File.ReadAllBytes(Path.Combine(Material.Root, Folder, "samples", $"{type}.json"));
        var lines = File($"{Folder}/samples/{type}.headers").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string Header(string name) => lines.Single(line => line.StartsWith($"{name}: ", StringComparison.Ordinal))[(name.Length + 2)..];
        var headers = new WebhookHeaders(Header("webhook-id"), Header("webhook-timestamp"), Header("webhook-signature"));
        var secret = Secret().Match(File(Page)).Value;
        secret.ShouldBe(Samples.Secret);
        new WebhookVerifier([WebhookSecret.Parse(secret)!], new FixedClock(Samples.At))
            .Verify(headers, body)
            .ShouldBe(Verification.Genuine);
        var signed = HMACSHA256.HashData(
            Convert.FromBase64String(secret["whsec_".Length..]),
            Encoding.UTF8.GetBytes($"{headers.Id}.{headers.Timestamp}.").Concat(body).ToArray()
        );
        headers.Signature.ShouldBe("v1," + Convert.ToBase64String(signed));
    }

    [Fact]
    public void The_worked_example_is_the_sample_of_a_case()
    {
        var sample = Samples.All.Single(one => one.Shape.Type == MessageTypes.CaseCreated);
        File(Page).ShouldContain($"{sample.Headers.Id}.{sample.Headers.Timestamp}.");
        File(Page).ShouldContain(sample.Headers.Signature!);
        File(Page).ShouldContain(Convert.ToHexStringLower(Convert.FromBase64String(Samples.Secret["whsec_".Length..])));
    }

    [Fact]
    public void Each_reason_and_each_fault_there_is_has_its_line()
    {
        Reasons.Signature.Select(one => one.Code).Order().ShouldBe(Enum.GetValues<Verification>().Except([Verification.Genuine]).Order());
        Reasons
            .Message.Select(one => one.Code)
            .ShouldBe(
                typeof(Faults).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!),
                ignoreOrder: true
            );
    }

    [Fact]
    public void The_figures_of_the_page_are_those_in_force()
    {
        File(Page).ShouldContain($"**{WebhookVerifier.Tolerance.TotalMinutes:0} minutes**");
        File(Page).ShouldContain($"at most {WebhookVerifier.MostSignatures} signatures");
        File(Page).ShouldContain($"{WebhookSecret.LeastBytes} to {WebhookSecret.MostBytes} random bytes");
    }

    [GeneratedRegex("<!-- from the code: (?<name>[a-z]+) -->\n.*?<!-- end -->", RegexOptions.Singleline, 1000)]
    private static partial Regex Section();

    [GeneratedRegex("whsec_[A-Za-z0-9+/=]{20,}", RegexOptions.None, 1000)]
    private static partial Regex Secret();
}
