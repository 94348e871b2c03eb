using System.Text.RegularExpressions;

namespace Emergency.Domain.Regulations;

/// <summary>Checks that the schema of a rule pack cannot make: that the evidence of each duty exists, and that each name is
/// readable.</summary>
internal static partial class PackFaults
{
    /// <summary>Most days of an interval: ten years.</summary>
    private const int MostDays = 3_650;

    private const int MostName = 40;

    /// <summary>Most days ahead for a roster, because shifts are looked at one by one.</summary>
    private const int MostAhead = 92;

    public static IEnumerable<string> Of(RulePack pack, RulePacks all, IReadOnlySet<string> ofCommunity, IReadOnlySet<string> ofCounty) =>
        pack
            .Duties.SelectMany(duty => Of(pack, duty, ofCommunity, ofCounty))
            .Concat(
                pack.Duties.GroupBy(duty => duty.Id, StringComparer.Ordinal)
                    .Where(same => same.Count() > 1)
                    .Select(same => $"{pack.Named}: duty {same.Key} is there {same.Count()} times.")
            )
            .Concat(pack.File is null ? [] : OfOwn(pack, all));

    private static IEnumerable<string> Of(RulePack pack, DutyRule duty, IReadOnlySet<string> ofCommunity, IReadOnlySet<string> ofCounty)
    {
        var named = $"{pack.Named}: duty {duty.Id}";
        if (duty.Articles.Count == 0 && pack.Status != PackStatus.Local)
            yield return $"{named} names no article.";
        if (duty.Days is < 0 or > MostDays || duty.Soon is < 0 or > MostDays || duty.Community is < 0 or > MostDays)
            yield return $"{named}: days, soon and community are 0 to {MostDays}.";
        if (duty.Evidence is not { } code)
            yield break;
        if (!ofCommunity.Contains(code) && !ofCounty.Contains(code))
        {
            var known = string.Join(", ", ofCommunity.Concat(ofCounty).Order(StringComparer.Ordinal));
            yield return $"{named} names the evidence \"{code}\", which nothing shows. Known: {known}.";
        }
        else if (duty.IsOfCounty() && !ofCounty.Contains(code))
            yield return $"{named}: \"{code}\" shows how a community stands, and its bearer is the county.";
        else if (duty.IsOfCommunity() && !ofCommunity.Contains(code))
            yield return $"{named}: \"{code}\" shows how a county stands, and its bearer is none.";
        if (Evidence.Ahead.Contains(code) && duty.Days is 0 or > MostAhead)
            yield return $"{named}: with the evidence \"{code}\" days is 1 to {MostAhead}.";
        else if (Evidence.Recurs.Contains(code) && duty.Days == 0)
            yield return $"{named}: with the evidence \"{code}\" days is how often, 1 to {MostDays}.";
    }

    // Built-in packs have their words in the program's own languages, and a test for their form.
    private static IEnumerable<string> OfOwn(RulePack pack, RulePacks all)
    {
        if (!Id().IsMatch(pack.Id) || Path.GetFileName(pack.File!) != $"{pack.Id}.json")
            yield return $"{pack.Named}: its file is called ID.json, the id of small letters, digits and -.";
        if (!Region().IsMatch(pack.Region))
            yield return $"{pack.Named}: region is the first 2, 4 or 6 digits of the divisions it binds, or nothing.";
        if (!Names(pack.Name))
            yield return $"{pack.Named} has no name of 1 to {MostName} characters, by which people know it.";
        if ((pack.Status == PackStatus.InForce) != pack.Since.HasValue && pack.Status != PackStatus.Local)
            yield return $"{pack.Named}: since is the day a pack came into force, and a draft has none.";
        var laws = all
            .All.SelectMany(one => one.File is null ? one.Duties : [])
            .SelectMany(duty => duty.Articles)
            .Select(one => one.Law)
            .Concat(all.All.Select(one => one.Id))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        foreach (var duty in pack.Duties)
        {
            if (!Names(duty.Name))
                yield return $"{pack.Named}: duty {duty.Id} has no name of 1 to {MostName} characters, by which people know it.";
            foreach (var cited in duty.Articles.Where(one => !Number().IsMatch(one.Number)))
                yield return $"{pack.Named}: duty {duty.Id} cites \"{cited.Number}\"; an article is a number, 37(2), or one of another law, minors 22.";
            foreach (var cited in duty.Articles.Where(one => !laws.Contains(one.Law, StringComparer.Ordinal)))
                yield return $"{pack.Named}: duty {duty.Id} cites the law \"{cited.Law}\", which nobody knows here. Known: {string.Join(", ", laws)}.";
        }
    }

    private static bool Names(string? name) => !string.IsNullOrWhiteSpace(name) && name.Length <= MostName;

    [GeneratedRegex("^[a-z][a-z0-9-]{0,39}$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Id();

    [GeneratedRegex("^([0-9]{2}|[0-9]{4}|[0-9]{6})?$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Region();

    [GeneratedRegex(@"^[0-9]+(\([0-9]+\))*$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Number();
}
