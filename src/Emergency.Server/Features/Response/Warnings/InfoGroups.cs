using Emergency.Domain;
using Emergency.Domain.Warnings;

namespace Emergency.Server.Features.Warnings;

/// <summary>
/// Groups infos of a message that are the same warning: in another language, or for a further area. Two levels over two
/// areas stay two.
/// </summary>
internal sealed class InfoGroups(OneInfo first)
{
    public List<OneInfo> Infos { get; } = [first];

    public Category? Hazard => Infos.Select(one => one.Hazard).FirstOrDefault(hazard => hazard is not null);
    public WarningLevel? Level => Infos.Max(one => one.Level);
    public DateTimeOffset From => Infos.Min(one => one.From);
    public DateTimeOffset? Onset => Infos.Min(one => one.Info.Onset);
    public DateTimeOffset Until => Infos.Max(one => one.Until);
    public bool Unplaced => Infos.Exists(one => one.Ground.Unplaced);
    public ListOf<WarningText> Texts => [.. Infos.Select(one => one.Text).Distinct()];
    public ListOf<WarningArea> Areas => [.. Infos.SelectMany(one => one.Ground.Areas).Distinct()];
    public ListOf<string> Divisions =>
        [.. Infos.SelectMany(one => one.Ground.Divisions).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    public ListOf<string>? Excluded =>
        Infos.Exists(one => one.Ground.Excluded is not null)
            ? [.. Infos.SelectMany(one => one.Ground.Excluded ?? []).Distinct(StringComparer.Ordinal)]
            : null;
    public IEnumerable<MessageMark> Marks => Infos.SelectMany(one => one.Marks).Distinct();

    /// <summary>
    /// Groups the infos of a message: those that reach us first, in the order of the message, others merged into as few
    /// groups as possible.
    /// </summary>
    public static List<InfoGroups> Of(IEnumerable<OneInfo> infos)
    {
        var groups = new List<InfoGroups>();
        foreach (var info in infos)
            if (groups.Where(group => group.Takes(info)).MaxBy(group => group.Likeness(info)) is { } group)
                group.Infos.Add(info);
            else
                groups.Add(new(info));
        return [.. groups.OrderByDescending(group => group.Divisions.Count > 0)];
    }

    private OneInfo First => Infos[0];

    private bool Takes(OneInfo info) => IsTranslation(info) || IsFurtherArea(info) || IsElsewhereToo(info);

    private bool IsTranslation(OneInfo info) =>
        !Infos.Exists(one => one.Language == info.Language)
        && (First.Ground.Divisions == info.Ground.Divisions || First.NamesOnly || info.NamesOnly)
        && (First.Hazard == info.Hazard || First.Hazard is null || info.Hazard is null);

    private bool IsFurtherArea(OneInfo info) =>
        Infos.Exists(one => one.Text == info.Text) && IsAlike(info) && info.Ground.Divisions.Count > 0 == First.Ground.Divisions.Count > 0;

    private bool IsElsewhereToo(OneInfo info) =>
        First.Ground.Divisions.Count == 0 && info.Ground.Divisions.Count == 0 && First.Level == info.Level && First.Hazard == info.Hazard;

    private bool IsAlike(OneInfo info) =>
        (First.Level, First.Hazard, First.From, First.Until, First.Info.Onset)
        == (info.Level, info.Hazard, info.From, info.Until, info.Info.Onset);

    private int Likeness(OneInfo info) =>
        (First.Level == info.Level ? 2 : 0)
        + (First.Hazard == info.Hazard ? 2 : 0)
        + (First.Until == info.Until ? 1 : 0)
        + (First.Info.Onset == info.Info.Onset ? 1 : 0);
}
