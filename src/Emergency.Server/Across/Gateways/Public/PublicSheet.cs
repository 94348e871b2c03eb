using System.Globalization;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Addresses;

namespace Emergency.Server.Across.Public;

/// <summary>Data of the page's request: its language, the communities to choose from, and its own address for the QR code.</summary>
/// <param name="Community">Chosen community; null where the page is for the county.</param>
/// <param name="Choices">Streets with their communities.</param>
internal sealed record PublicAsked(
    PublicWords Words,
    string? Community,
    bool Big,
    bool Synthetic,
    string? DutyPhone,
    Uri Address,
    IReadOnlyList<(DivisionKnown Street, IReadOnlyList<DivisionKnown> Communities)> Choices
)
{
    /// <summary>Fault of the address, in words; null where there is none.</summary>
    public string? Wrong { get; init; }

    /// <summary>Draws the places of the listed shelters.</summary>
    public Func<IReadOnlyList<PublicShelter>, Html> Map { get; init; } = _ => Html.Nothing;
}

/// <summary>便民页 as HTML: readable without script, without the map and on paper.</summary>
internal static class PublicSheet
{
    private const int Most = 8,
        MostPrinted = 2;

    public static Html Write(PublicPage page, PublicAsked asked)
    {
        var words = asked.Words;
        var (title, time) = (words["title", Short(page.Name)], words.Time(page.At));
        return Html.Of(
            $"""
            <!doctype html>
            <html lang="{words.Language}"{Html.If(asked.Big, $" class=\"big\"")}>
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>{title}</title>
              <link rel="stylesheet" href="{PublicFiles.Style}">
              <script src="{PublicFiles.Script}" defer></script>
            </head>
            <body>
            <header><div class="wide">
              <h1>{title}</h1>
              <nav>
                <a href="{Link(asked, lang: words.Language == "en" ? "zh-CN" : "en")}" lang="{(
                words.Language == "en" ? "zh-CN" : "en"
            )}">{words["other"]}</a>
                <a href="{Link(asked, big: !asked.Big)}">{words[asked.Big ? "normal" : "big"]}</a>
                <button type="button" id="print" hidden>{words["print"]}</button>
              </nav>
              <div class="paper"><p>{words["scan"]}<br>{words["printed", Short(page.Name), time]}</p><div class="qr">{QrCode.Of(
                asked.Address
            )}</div></div>
            </div></header>
            <main>
            {Html.If(asked.Wrong is not null, $"<p class=\"wrong wide\" role=\"alert\">{asked.Wrong}</p>")}
            {(
                page.Warnings.Count == 0
                    ? Calm(page, words, asked, time)
                    : Html.Each(page.Warnings.Index(), one => PublicWarnings.Write(one.Item, one.Index < MostPrinted, words))
            )}
            {Html.If(
                page.Warnings.Count > MostPrinted,
                $"<p class=\"onpaper\">{words["warnings.more", (page.Warnings.Count - MostPrinted).ToString(CultureInfo.InvariantCulture)]}</p>"
            )}
            <div class="wide">
            <section aria-labelledby="dial">
              <h2 id="dial">{words["dial"]}</h2>
              <ul class="dials">{Html.Each(
                page.Numbers,
                number =>
                    Html.Of(
                        $"""<li><a href="tel:{number.Number}"><strong><span aria-hidden="true">☎</span> {number.Number}</strong> <span>{words[$"dial.{number.Kind}"]}</span></a></li>"""
                    )
            )}</ul>
              <p>{words["three"]}<b>{words["three.where"]}</b>{words["three.whereMore"]}<b>{words["three.what"]}</b>{words[
                "three.and"
            ]}<b>{words["three.who"]}</b>{words["three.end"]}</p>
            </section>
            {Shelters(page, asked)}
            {(asked.Community is null ? Html.Nothing : Chiefs(page, asked))}
            <footer>
              <p>{(asked.Synthetic ? words["remark.synthetic"] : "")}{words["remark", time]}</p>
              <p class="screen"><a href="/login">{words["login"]}</a></p>
            </footer>
            </div>
            </main>
            </body>
            </html>
            """
        );
    }

    // A poster is one sheet: warnings and posted people take their space from the farthest shelters.
    private static int Printed(PublicPage page) =>
        Math.Max(2, Most - 2 - 2 * Math.Min(page.Warnings.Count, 2) - Math.Max(0, page.Chiefs.Count - 4) / 2);

    private static Html Calm(PublicPage page, PublicWords words, PublicAsked asked, string time) =>
        Html.Of(
            $"""
            <section class="force calm"><div class="wide">
              <h2><span aria-hidden="true">✓</span> {words["calm"]}</h2>
              <p>{words["calm.watching", time]} <a class="screen" href="{Link(asked)}">{words["refresh"]}</a></p>
              {Html.If(page.Last is not null, $"<p>{Over(page.Last, words)}</p>")}
            </div></section>
            """
        );

    private static string Over(PublicOver? over, PublicWords words) =>
        over is null
            ? ""
            : words[over.Lifted ? "last.lifted" : "last.expired", PublicWarnings.Title(over.Warning, words), words.Time(over.At)];

    private static Html Shelters(PublicPage page, PublicAsked asked)
    {
        var words = asked.Words;
        var shown = asked.Community is null ? page.Shelters.Where(shelter => shelter.State != "standby").ToList() : page.Shelters;
        return Html.Of(
            $"""
            <section aria-labelledby="shelters">
              <h2 id="shelters">{words[asked.Community is null ? "shelters.all" : "shelters"]}</h2>
              {Html.If(shown.Count == 0, $"<p>{words[page.Shelters.Count == 0 ? "shelters.none" : "shelters.closed"]}</p>")}
              <div class="places">
              <ol class="shelters">{Html.Each(
                shown.Take(Most).Select((shelter, n) => (shelter, n)),
                one => PublicShelters.Row(one.shelter, one.n + 1, one.n < Printed(page), page.Warnings, words)
            )}</ol>
              {asked.Map([.. shown.Take(Most)])}
              </div>
              {Html.If(shown.Count > Most, $"<p>{words["shelters.more", (shown.Count - Most).ToString(CultureInfo.InvariantCulture)]}</p>")}
              <form class="screen" method="get" action="/public">
                <label for="community">{words["choose"]}</label>
                <select id="community" name="community">
                  {Html.If(asked.Community is null, $"<option value=\"\">{words["choose.none"]}</option>")}
                  {Html.Each(
                asked.Choices,
                choice =>
                    Html.Of(
                        $"""<optgroup label="{choice.Street.Name}">{Html.Each(choice.Communities, one => Html.Of($"""<option value="{one.Code}"{Html.If(one.Code == asked.Community, $" selected")}>{Short(one.Name)}</option>"""))}</optgroup>"""
                    )
            )}
                </select>
                {Html.If(words.Language == "en", $"<input type=\"hidden\" name=\"lang\" value=\"en\">")}{Html.If(
                asked.Big,
                $"<input type=\"hidden\" name=\"big\" value=\"1\">"
            )}
                <button>{words["choose.go"]}</button>
              </form>
            </section>
            """
        );
    }

    private static Html Chiefs(PublicPage page, PublicAsked asked)
    {
        var words = asked.Words;
        return Html.Of(
            $"""
            <section aria-labelledby="yours">
              <h2 id="yours">{words["yours", Short(page.Name)]}</h2>
              {Html.If(page.Chiefs.Count == 0, $"<p>{words["yours.none"]}</p>")}
              {Html.If(page.Chiefs.Count > 0 || asked.DutyPhone is not null, $"""
              <table>
                <thead><tr><th scope="col">{words["chief.for"]}</th><th scope="col">{words["chief.who"]}</th><th scope="col">{words["chief.phone"]}</th></tr></thead>
                <tbody>
                {Html.Each(page.Chiefs, chief => Html.Of($"""<tr><th scope="row">{For(chief, words)}</th><td>{chief.Name} ({words[$"role.{PublicShelters.Name(chief.Role)}"]})</td><td>{Phones(chief, words)}</td></tr>"""))}
                {Html.If(asked.DutyPhone is not null, $"""<tr><th scope="row">{words["duty"]}</th><td>–</td><td><a href="tel:{asked.DutyPhone}">{asked.DutyPhone}</a></td></tr>""")}
                </tbody>
              </table>
              """)}
            </section>
            """
        );
    }

    private static string For(PublicChief chief, PublicWords words) =>
        string.Join(' ', new[] { chief.Grid, chief.Building, chief.Unit }.OfType<string>()) is { Length: > 0 } place
            ? place
            : words["chief.all"];

    private static Html Phones(PublicChief chief, PublicWords words) =>
        chief.Phones.Count == 0
            ? Html.Of($"{words["chief.withheld"]}")
            : Html.Each(chief.Phones, phone => Html.Of($"""<a href="tel:{phone}">{phone}</a> """));

    internal static string Short(string name) =>
        name.EndsWith("居民委员会", StringComparison.Ordinal) ? name[..^5]
        : name.EndsWith("村民委员会", StringComparison.Ordinal) ? name[..^5]
        : name;

    private static string Link(PublicAsked asked, string? lang = null, bool? big = null)
    {
        var parts = new List<string>();
        if (asked.Community is not null)
            parts.Add($"community={asked.Community}");
        if ((lang ?? asked.Words.Language) == "en")
            parts.Add("lang=en");
        if (big ?? asked.Big)
            parts.Add("big=1");
        return parts.Count == 0 ? "/public" : $"/public?{string.Join('&', parts)}";
    }
}
