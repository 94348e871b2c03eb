using System.Globalization;
using Emergency.Server.Across.Imports.Reading.Formats;
using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Across.Imports.Reading.Values;
using YamlDotNet.RepresentationModel;

namespace Emergency.Server.Across.Imports.Reading.Registers;

/// <summary>
/// A community's plan: response cards as YAML, one document a plan. Row = the line. A card with any fault is rejected whole: half a card is
/// worse than the paper one.
/// </summary>
internal static class PlanFile
{
    private static readonly HashSet<string> classes = new(StringComparer.Ordinal) { "life", "wait", "professional" };
    private static readonly HashSet<string> hazards = new(StringComparer.Ordinal)
    {
        "fire",
        "flood",
        "geological",
        "gas",
        "traffic",
        "medical",
        "missing",
        "public-order",
        "power",
        "epidemic",
        "weather",
        "earthquake",
        "other",
    };

    public static RegisterReading Read(string file, ReadOnlyMemory<byte> bytes, IKnown known)
    {
        var (text, unreadable) = TextFile.Read(bytes.Span);
        if (text is null)
        {
            return RegisterReading.Refused(file, unreadable!);
        }
        var (documents, fault) = Yaml.Read(text);
        if (documents is null)
        {
            return RegisterReading.Refused(file, fault!);
        }
        if (documents.All(document => document is not YamlMappingNode))
        {
            return RegisterReading.Refused(file, new(Reasons.HeaderNotFound));
        }
        var rows = new List<PlanCard>();
        var findings = new List<Finding>();
        int data = 0,
            rejected = 0;
        foreach (var document in documents)
        {
            var top = new YamlPart(document, findings);
            top.Only("plan", "cards");
            var plan = top.Part("plan");
            plan?.Only("community", "title", "version");
            var community = plan is null ? null : Community(plan, known);
            string title = plan?.Text("title") ?? "",
                version = plan?.TextOrNull("version") ?? "";
            var headFaults = findings.Count;
            foreach (var card in top.Parts("cards"))
            {
                var before = findings.Count;
                data++;
                var read = Card(card, community ?? "", title, version.Length == 0 ? null : version);
                if (read.Id.Length > 0 && rows.Exists(r => r.CommunityCode == community && r.Id == read.Id))
                {
                    card.Reject("id", Reasons.DuplicateId);
                }
                if (findings.Count > before || community is null || title.Length == 0)
                {
                    rejected++;
                }
                else
                {
                    rows.Add(read);
                }
            }
            if (findings.Count == headFaults && data == 0)
            {
                findings.Add(new(0, Severity.Warn, "file", Reasons.NoRows));
            }
        }
        return new([new(file, null, data, data - rejected, 0, rejected, data - rejected, false, findings)], rows);
    }

    private static string? Community(YamlPart plan, IKnown known)
    {
        var written = plan.Text("community");
        if (written.Length == 0)
            return null;
        var communities = new CommunityNames(known.Communities, known.EndedCommunities);
        if (communities.Find(written) is { } code)
            return code;
        var (reason, detail) = communities.WhyNone(written);
        plan.Reject("community", reason, detail: detail);
        return null;
    }

    private static PlanCard Card(YamlPart card, string community, string title, string? version)
    {
        card.Only("id", "hazard", "title", "steps");
        var steps = card.Parts("steps").Select(Step).ToList();
        foreach (var twice in steps.GroupBy(s => s.Id, StringComparer.Ordinal).Where(g => g.Key.Length > 0).SelectMany(g => g.Skip(1)))
        {
            card.Reject("id", Reasons.DuplicateId, twice.Line);
        }
        return new(
            card.Line,
            community,
            title,
            version,
            card.Text("id"),
            card.OneOf("hazard", hazards, Reasons.UnknownHazard),
            card.Text("title"),
            steps
        );
    }

    private static PlanStep Step(YamlPart step)
    {
        step.Only("id", "class", "role", "text", "allow", "supplies");
        var kind = step.OneOf("class", classes, Reasons.UnknownClass);
        var roles = step.Texts("role");
        if (kind == "professional" && roles.Any(r => Roles.Community.Contains(r) || Roles.Posts.Contains(r)))
        {
            step.Reject("role", Reasons.LayRole);
        }
        var allow = step.Text("allow");
        var time = Duration(allow);
        if (allow.Length > 0 && time is null)
        {
            step.Reject("allow", Reasons.DurationInvalid);
        }
        return new(
            step.Line,
            step.Text("id"),
            kind,
            roles,
            step.Text("text"),
            time ?? TimeSpan.Zero,
            step.Has("supplies") ? [.. step.Parts("supplies").Select(Supply)] : []
        );
    }

    private static StepSupply Supply(YamlPart supply)
    {
        supply.Only("item", "quantity");
        var quantity = Quantity.Read(new Cell(supply.Text("quantity")));
        if (supply.Has("quantity") && quantity is not { Value: > 0, UnitWritten: null })
        {
            supply.Reject("quantity", Reasons.QuantityInvalid);
        }
        return new(supply.Text("item"), quantity.Value ?? 0);
    }

    /// <summary>Minutes as a number, or seconds, minutes, hours with their letter: 2, 1.5, 5s, 2m, 1h. At most a day.</summary>
    private static TimeSpan? Duration(string text)
    {
        var (digits, seconds) = text switch
        {
            [.. var d, 's'] => (d, 1),
            [.. var d, 'm'] => (d, 60),
            [.. var d, 'h'] => (d, 3600),
            _ => (text, 60),
        };
        return
            double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number * seconds <= 86_400
            ? TimeSpan.FromSeconds(number * seconds)
            : null;
    }
}
