using System.Globalization;
using System.Text.Json;
using Emergency.Server.Foundation;

namespace Emergency.Server.Across.Public;

/// <summary>A row of the list of shelters: room, hazards it is fit for, advice to go there, distance.</summary>
internal static class PublicShelters
{
    /// <param name="printed">True when it has room on the printed sheet too.</param>
    public static Html Row(PublicShelter shelter, int number, bool printed, IReadOnlyList<PublicWarning> warnings, PublicWords words)
    {
        // Nobody is sent to a sports field in a storm, whatever its register entry.
        var state = warnings.All(warning => warning.Hazard is { } hazard && shelter.Fit.Contains(Name(hazard), StringComparer.Ordinal))
            ? shelter.State
            : "unfit";
        var fit = string.Join(words["and"], shelter.Fit.Select(hazard => words.Or($"hazard.{hazard}", hazard)));
        var said = string.Join(
            " · ",
            (
                (string?[])
                    [Known(shelter.Indoor, "indoor", "outdoor"), Room(shelter, words), Known(shelter.BarrierFree, "barrierFree", "steps")]
            ).OfType<string>()
        );
        return Html.Of(
            $"""
            <li class="{state}{(printed ? "" : " unprinted")}"><span class="mark" aria-hidden="true">{words[
                "mark"
            ]}<small>{number}</small></span>
              <div><h3>{shelter.Name}</h3><p>{said}</p>{Html.If(fit.Length > 0, $"<p>{words["fit", fit]}</p>")}</div>
              <strong>{words[$"state.{state}"]}</strong>{Far(shelter.Metres, words)}</li>
            """
        );

        // Facts that the register leaves open are left out.
        string? Known(bool? fact, string yes, string no) => fact is { } known ? words[known ? yes : no] : null;
    }

    /// <summary>Name of an enumeration's value as the API writes it: public-order.</summary>
    public static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private static string Room(PublicShelter shelter, PublicWords words) =>
        shelter.State == "standby"
            ? words["roomFor", shelter.Capacity.ToString(CultureInfo.InvariantCulture)]
            : words[
                "room",
                shelter.Occupancy.ToString(CultureInfo.InvariantCulture),
                shelter.Capacity.ToString(CultureInfo.InvariantCulture)
            ];

    private static Html Far(double? metres, PublicWords words) =>
        metres is not { } far
            ? Html.Nothing
            : Html.Of(
                $"""<span class="far">{(far < 2000 ? words["metres", Math.Round(far / 10) * 10 is var near ? near.ToString(CultureInfo.InvariantCulture) : ""] : words["kilometres", (far / 1000).ToString("0.0", CultureInfo.InvariantCulture)])}</span>"""
            );
}
