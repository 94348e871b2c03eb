using Emergency.Domain;
using Emergency.Domain.Warnings;
using Emergency.Hotlines.Cap;
using Emergency.Hotlines.Messages;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Warnings.Words;

namespace Emergency.Server.Features.Warnings;

/// <summary>
/// A CAP message as understood here: its warnings, each with level, hazard, ground and time of the infos behind it, and
/// the warnings it ends.
/// </summary>
/// <param name="Back">Null where it ends nothing.</param>
internal sealed record WarningReading(ListOf<WarningFacts> Warns, TakingBack? Back, ListOf<MessageMark> Marks)
{
    public static MessageKey Key(CapAlert alert) =>
        alert is null ? throw new ArgumentNullException(nameof(alert)) : new(alert.Sender, alert.Identifier, alert.Sent);

    /// <summary>Earlier messages that it can end. A first alert ends none.</summary>
    public static ListOf<MessageKey> References(CapAlert alert) =>
        [.. alert.References.Select(one => new MessageKey(one.Sender, one.Identifier, one.Sent))];

    public static WarningStatus Status(CapAlert alert) => Enum.Parse<WarningStatus>(alert.Status.ToString());

    /// <param name="marks">Parts that the reader of the message could not read.</param>
    /// <param name="home">Division of the desk that receives it: nothing outside it is reached.</param>
    /// <param name="inForce">Term of a warning that names none (<see cref="Deadlines.WarningTerm"/>).</param>
    public static WarningReading Of(
        CapAlert alert,
        IReadOnlyList<MessageFault> marks,
        string home,
        PlacesKnown places,
        InForce inForce,
        CancellationToken stop = default
    )
    {
        ArgumentNullException.ThrowIfNull(alert);
        var ground = new WarningGround(places, home, stop);
        var infos = alert
            .Infos.Select((info, i) => OneInfo.Of(info, i, alert, marks, ground, inForce.Time(Deadlines.WarningTerm, home)))
            .ToList();
        ListOf<MessageMark> ofAll = [.. marks.Where(mark => !mark.Path.StartsWith("/alert/info[", StringComparison.Ordinal)).Select(Mark)];
        var groups = alert.Type == CapMessageType.Cancel ? [] : InfoGroups.Of(infos.Where(one => !one.Ends));
        var ends = groups.Count == 0 ? infos : infos.FindAll(one => one.Ends);
        // An update that names nothing can replace a warning, and a headline can speak of an end: a person decides.
        var doubt =
            groups.Count > 0 && groups.TrueForAll(group => group.Infos.TrueForAll(one => IssuedLevel.ReadsAsLifting(one.Info)))
                ? WarningDoubt.ReadsAsLifting
            : alert.Type == CapMessageType.Update && alert.References.Count == 0 ? WarningDoubt.NamesNothing
            : (WarningDoubt?)null;
        return new(
            [
                .. groups.Select(
                    (group, i) =>
                        new WarningFacts(
                            home,
                            Key(alert),
                            Status(alert),
                            alert.Scope == CapScope.Public,
                            alert.Type == CapMessageType.Update ? References(alert) : [],
                            group.Hazard,
                            group.Level,
                            group.Texts,
                            group.From,
                            group.Onset,
                            group.Until,
                            group.Areas,
                            group.Divisions
                        )
                        {
                            Part = i == 0 ? null : i + 1,
                            Excluded = group.Excluded,
                            Unplaced = group.Unplaced ? true : null,
                            Doubt = doubt,
                            Marks = [.. ofAll, .. group.Marks],
                        }
                ),
            ],
            groups.Count > 0 && ends.Count == 0
                ? null
                : new(
                    [.. ends.Select(one => one.Text)],
                    ends.Select(one => one.Hazard).FirstOrDefault(hazard => hazard is not null),
                    [
                        .. ends.Where(one => one.Ground is { Unplaced: false, Excluded: null })
                            .SelectMany(one => one.Ground.Divisions)
                            .Distinct(StringComparer.Ordinal)
                            .Order(StringComparer.Ordinal),
                    ],
                    alert.Note,
                    groups.Count > 0 ? groups.Count + 1 : null
                ),
            [.. ofAll, .. infos.SelectMany(one => one.Marks)]
        );
    }

    internal static MessageMark Mark(MessageFault fault) => new(fault.Path, fault.Code);
}

/// <summary>A single info, on its own.</summary>
/// <param name="Ends">True for an all-clear, which warns nobody.</param>
internal sealed record OneInfo(
    CapInfo Info,
    bool Ends,
    Category? Hazard,
    WarningLevel? Level,
    DateTimeOffset From,
    DateTimeOffset Until,
    GroundRead Ground,
    ListOf<MessageMark> Marks
)
{
    public WarningText Text => new(Info.Language, Info.Event, Info.SenderName, Info.Headline, Info.Description, Info.Instruction);

    /// <summary>True when its areas are only words that nobody here understands, perhaps in another language.</summary>
    public bool NamesOnly =>
        Ground is { Divisions.Count: 0 } or { Unplaced: true }
        && Info.Areas.All(area => area.Polygons.Count + area.Circles.Count + area.Geocodes.Count == 0);

    /// <summary>Language without its region: zh of zh-CN.</summary>
    public string Language => Info.Language.Split('-', '_')[0].ToLowerInvariant();

    public static OneInfo Of(
        CapInfo info,
        int index,
        CapAlert alert,
        IReadOnlyList<MessageFault> marks,
        WarningGround ground,
        TimeSpan term
    )
    {
        var path = FormattableString.Invariant($"/alert/info[{index + 1}]/");
        var own = marks.Where(mark => mark.Path.StartsWith(path, StringComparison.Ordinal)).ToList();
        var broken = info
            .Areas.Where(
                (_, i) =>
                    own.Exists(mark =>
                        mark.Path.StartsWith(FormattableString.Invariant($"{path}area[{i + 1}]/"), StringComparison.Ordinal)
                        && (
                            mark.Path.Contains("/polygon", StringComparison.Ordinal)
                            || mark.Path.Contains("/circle", StringComparison.Ordinal)
                        )
                    )
            )
            .ToList();
        var (read, from) = (ground.Of(info.Areas, broken), info.Effective ?? alert.Sent);
        var hazard = HazardWords.Of(info);
        return new(
            info,
            info.Responses.Contains(CapResponse.AllClear),
            hazard,
            IssuedLevel.Of(info),
            from,
            info.Expires ?? from + term,
            read,
            [
                .. own.Select(WarningReading.Mark),
                .. read.Marks,
                .. hazard is null ? (MessageMark[])[new(info.Event, MessageMark.UnknownHazard)] : [],
            ]
        );
    }
}
