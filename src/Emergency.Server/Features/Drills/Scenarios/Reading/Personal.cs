using System.Text;
using System.Text.RegularExpressions;

namespace Emergency.Server.Features.Drills.Scenarios.Reading;

/// <summary>
/// Finds personal data in a scenario's texts, which must name roles only: mobile numbers, identity numbers, and likely names of persons.
/// </summary>
internal static partial class Personal
{
    // The commonest family names, except those that are just as often ordinary words (高, 方, 石, 江, 金 …), which count only before two
    // characters of given names.
    private const string Families =
        "王李张刘陈杨赵黄周吴徐孙胡朱林郭罗梁宋郑谢韩唐冯董程曹袁邓许沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴钟汪姜范姚谭廖邹熊陆郝孔崔邱秦顾侯邵孟段钱汤尹黎贺龚";
    private const string Also = "高何马于萧傅夏田任方石金白康毛江史万雷易常武乔赖文",
        Compound = "欧阳|司马|诸葛|上官|皇甫";
    private const string Given =
        "建国志强秀英桂兰玉芳华丽娟敏静伟磊洋勇艳杰涛超霞刚娥玲芬燕菊凤洁梅琳莲雪荣珍莉婷颖俊军斌辉健海波福祥德红春香萍永庆龙树淑慧宝翠彩琴贵";
    private const string Titles = "先生|女士|小姐|大爷|大妈|大娘|大伯|奶奶|爷爷|阿姨|叔叔|婶婶|师傅|老师|同志|老汉|老太|婆婆|伯伯|嫂子";

    // Endings of places, such as 高新华庭 and 建国路.
    private const string Places = "路街巷道里弄村庄寨屯乡镇县市区苑园院庭城桥湖河山岭坡塘楼栋厦广店厂校站港";

    [GeneratedRegex(
        $"(?:[{Families}{Also}]|{Compound})[{Given}]{{2}}(?![{Places}])",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Whole();

    [GeneratedRegex(
        $"(?:[{Families}]|{Compound})\\p{{IsCJKUnifiedIdeographs}}{{0,2}}(?:{Titles})",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Titled();

    [GeneratedRegex(
        $"(?:名叫|姓名|名字|叫做|叫)[是为叫：:“\" ]{{0,2}}(?<name>(?:[{Families}]|{Compound})\\p{{IsCJKUnifiedIdeographs}}{{1,2}})",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Called();

    [GeneratedRegex("(?<![0-9])1[3-9][0-9]([ -]?[0-9]{4}){2}(?![0-9])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Mobile();

    [GeneratedRegex("(?<![0-9])[0-9]{17}[0-9Xx](?![0-9])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Identity();

    /// <summary>Personal data in a text, and the kind of mistake; null where there is none.</summary>
    public static (MistakeKind Kind, string Found)? In(string text)
    {
        // Full-width digits count as digits.
        var plain = text.Normalize(NormalizationForm.FormKC);
        if (Mobile().Match(plain) is { Success: true } mobile)
            return (MistakeKind.PhoneNumber, mobile.Value);
        if (Identity().Match(plain) is { Success: true } identity)
            return (MistakeKind.IdentityNumber, identity.Value);
        if (Called().Match(plain) is { Success: true } called)
            return (MistakeKind.PersonName, called.Groups["name"].Value);
        if (Titled().Match(plain) is { Success: true } titled)
            return (MistakeKind.PersonName, titled.Value);
        return Whole().Match(plain) is { Success: true } whole ? (MistakeKind.PersonName, whole.Value) : null;
    }
}
