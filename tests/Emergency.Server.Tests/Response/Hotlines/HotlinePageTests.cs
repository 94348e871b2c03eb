using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Emergency.Hotlines.Description;
using Emergency.Hotlines.Signing;
using Emergency.Server.Features.Handovers;
using Emergency.Server.Features.Hotlines;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Hotlines;

/// <summary>Statements of docs/hotlines.md to vendors hold for this server.</summary>
public sealed partial class HotlinePageTests(Borough borough)
{
    private static readonly string page = File.ReadAllText(Path.Combine(Material.Root, "docs", "hotlines.md"));

    [Fact]
    public void Each_code_of_the_page_has_the_status_that_stands_there()
    {
        var rows = Row().Matches(page).ToList();
        rows.Count.ShouldBeGreaterThan(7);
        foreach (var row in rows)
        foreach (Match code in Code().Matches(row.Groups["codes"].Value))
            ProblemTable
                .Status(code.Groups["code"].Value)
                .ToString(CultureInfo.InvariantCulture)
                .ShouldBe(row.Groups["status"].Value, code.Value);
    }

    [Fact]
    public void The_figures_of_the_page_are_those_in_force()
    {
        page.ShouldContain($"at most **{Received.StrangersLimit / 1024} kB**");
        page.ShouldContain($"**within {Outgoing.Patience.TotalSeconds} second**. Asked every {LinkWatch.Each.TotalSeconds} seconds");
        page.ShouldContain($"after {LinkWatch.InDoubt.TotalSeconds} second. Two failures in a row");
        LinkWatch.Enough.ShouldBe(2);
        page.ShouldContain($"answer **within {Outgoing.Longest.TotalSeconds} seconds**");
        var waits = new List<string>();
        for (var wait = Outbox.First; wait < Outbox.Longest; wait *= 2)
            waits.Add(string.Create(CultureInfo.InvariantCulture, $"{wait.TotalSeconds} s"));
        page.ShouldContain($"after {string.Join(", ", waits)}, then every {Outbox.Longest.TotalSeconds} s");
        page.ShouldContain($"every {Outbox.Refused.TotalSeconds} s, and whoever sees to the lines");
    }

    [Fact]
    public async Task The_samples_are_taken_signed_anew()
    {
        foreach (var shape in Catalogue.Messages.Where(shape => shape.Way == Way.FromHotline))
        {
            var answer = await Post(shape, "application/json");
            if (shape.Type.StartsWith("case.", StringComparison.Ordinal))
                answer.Is(202);
            else
                answer.Is(404).Code.ShouldBe("handover.unknown");
        }
        (await Post(Catalogue.Of("case.created"), "text/plain")).Is(415).Code.ShouldBe("request.unsupported");
    }

    private Task<Answer> Post(MessageShape shape, string kind)
    {
        var sample = Samples.Of(
            shape,
            $"page-{Guid.CreateVersion7()}",
            TimeProvider.System.GetUtcNow(),
            WebhookSecret.Parse(Borough.Secret)
        );
        return borough.Stranger.Send(
            HttpMethod.Post,
            "/hotlines/120/messages",
            new ByteArrayContent(sample.Body) { Headers = { ContentType = new MediaTypeHeaderValue(kind) } },
            (WebhookHeaders.IdName, sample.Headers.Id!),
            (WebhookHeaders.TimestampName, sample.Headers.Timestamp!),
            (WebhookHeaders.SignatureName, sample.Headers.Signature!)
        );
    }

    [GeneratedRegex(@"^\| (?<status>\d{3}) \| (?<codes>`[^|]+) \|", RegexOptions.Multiline, 1000)]
    private static partial Regex Row();

    [GeneratedRegex("`(?<code>[a-z.-]+)`", RegexOptions.None, 1000)]
    private static partial Regex Code();
}
