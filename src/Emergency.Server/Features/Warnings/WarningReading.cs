using Emergency.Domain;
using Emergency.Domain.Warnings;
using Emergency.Hotlines.Cap;
using Emergency.Server.Features.Places;

namespace Emergency.Server.Features.Warnings;

/// <summary>What a CAP message is here: its warning with the divisions it reaches, or only that it takes earlier ones back.</summary>
internal static class WarningReading
{
    // Front to back; the first word that fits decides. Words of the issuer, in both languages.
    private static readonly (Category Hazard, string[] Words)[] Hazards =
    [
        (Category.Geological, ["地质", "滑坡", "泥石流", "崩塌", "地震", "landslide", "earthquake", "debris"]),
        (Category.Flood, ["暴雨", "山洪", "洪", "内涝", "flood", "rainstorm", "tsunami"]),
        (Category.Fire, ["火", "fire"]),
        (Category.Epidemic, ["疫", "epidemic", "outbreak"]),
        (Category.Power, ["停电", "power outage"]),
        (
            Category.Weather,
            ["雷", "风", "雪", "寒", "高温", "雾", "霾", "冰", "霜", "干旱", "沙尘", "storm", "wind", "heat", "snow", "weather"]
        ),
    ];

    private static readonly (WarningLevel Level, string Colour, string English, string[] Ranks)[] Levels =
    [
        (WarningLevel.Red, "红", "red", ["一级", "Ⅰ级", "I级"]),
        (WarningLevel.Orange, "橙", "orange", ["二级", "Ⅱ级", "II级"]),
        (WarningLevel.Yellow, "黄", "yellow", ["三级", "Ⅲ级", "III级"]),
        (WarningLevel.Blue, "蓝", "blue", ["四级", "Ⅳ级", "IV级"]),
    ];

    private static readonly string[] LevelNames = ["颜色", "级别", "等级", "colour", "color", "level"];

    public static MessageKey Key(CapAlert alert) =>
        alert is null ? throw new ArgumentNullException(nameof(alert)) : new(alert.Sender, alert.Identifier, alert.Sent);

    public static ListOf<MessageKey> References(CapAlert alert) =>
        [.. alert.References.Select(one => new MessageKey(one.Sender, one.Identifier, one.Sent))];

    public static WarningStatus Status(CapAlert alert) => Enum.Parse<WarningStatus>(alert.Status.ToString());

    /// <summary>Whether it warns of nothing itself: a cancellation, an all-clear, or 解除 in every headline and no new warning beside it.</summary>
    public static bool TakesBack(CapAlert alert)
    {
        return alert.Type == CapMessageType.Cancel
            || alert.Infos.All(info =>
                info.Responses.Contains(CapResponse.AllClear)
                || (
                    info.Headline is { } headline
                    && headline.Contains("解除", StringComparison.Ordinal)
                    && !headline.Contains("发布", StringComparison.Ordinal)
                    && !headline.Contains("变更", StringComparison.Ordinal)
                )
            );
    }

    /// <summary>The description of an area that crosses itself too often to be read; null where each can be.</summary>
    public static string? Tangled(CapAlert alert, string home, PlacesKnown places, CancellationToken stop) =>
        new WarningGround(places, home, stop).Tangled(alert.Infos.SelectMany(info => info.Areas));

    /// <param name="home">Division of the desk that receives it: nothing outside it is reached.</param>
    /// <param name="inForce">How long it holds where it does not say (<see cref="Deadlines.WarningTerm"/>).</param>
    public static WarningFacts Facts(CapAlert alert, string home, PlacesKnown places, InForce inForce, CancellationToken stop = default)
    {
        DateTimeOffset Begins(CapInfo info) => info.Effective ?? alert.Sent;
        var (areas, divisions) = new WarningGround(places, home, stop).Of(alert.Infos.SelectMany(info => info.Areas));
        return new(
            home,
            Key(alert),
            Status(alert),
            alert.Scope == CapScope.Public,
            References(alert),
            alert.Infos.Select(Hazard).First(),
            alert.Infos.Max(info => Level(info)),
            [
                .. alert.Infos.Select(info => new WarningText(
                    info.Language,
                    info.Event,
                    info.SenderName,
                    info.Headline,
                    info.Description,
                    info.Instruction
                )),
            ],
            alert.Infos.Min(Begins),
            alert.Infos.Min(info => info.Onset),
            alert.Infos.Max(info => info.Expires ?? Begins(info) + inForce.Time(Deadlines.WarningTerm, home)),
            areas,
            divisions
        );
    }

    private static Category Hazard(CapInfo info)
    {
        foreach (var (hazard, words) in Hazards)
            if (words.Any(word => info.Event.Contains(word, StringComparison.OrdinalIgnoreCase)))
                return hazard;
        return info.Categories[0] switch
        {
            CapCategory.Geo => Category.Geological,
            CapCategory.Met => Category.Weather,
            CapCategory.Fire => Category.Fire,
            CapCategory.Health => Category.Epidemic,
            CapCategory.Transport => Category.Traffic,
            CapCategory.Security => Category.PublicOrder,
            _ => Category.Other,
        };
    }

    /// <summary>The colour: as a parameter says it, else the headline (暴雨橙色预警), else by severity (应对法 63 knows four steps, and so does the standard).</summary>
    public static WarningLevel? Level(CapInfo info)
    {
        foreach (
            var parameter in info.Parameters.Where(one =>
                LevelNames.Any(name => one.Name.Contains(name, StringComparison.OrdinalIgnoreCase))
            )
        )
        foreach (var (level, colour, english, ranks) in Levels)
            if (
                parameter.Value.Contains(colour, StringComparison.Ordinal)
                || parameter.Value.Equals(english, StringComparison.OrdinalIgnoreCase)
                || ranks.Any(rank => parameter.Value.StartsWith(rank, StringComparison.Ordinal))
            )
                return level;
        foreach (var (level, colour, _, _) in Levels)
            if ($"{info.Headline}{info.Event}".Contains($"{colour}色", StringComparison.Ordinal))
                return level;
        return info.Severity switch
        {
            CapSeverity.Extreme => WarningLevel.Red,
            CapSeverity.Severe => WarningLevel.Orange,
            CapSeverity.Moderate => WarningLevel.Yellow,
            CapSeverity.Minor => WarningLevel.Blue,
            _ => null,
        };
    }
}
