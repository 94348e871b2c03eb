using System.Reflection;

namespace Emergency.Server.Across.Imports.Reading.Values;

/// <summary>Every reason a finding can carry. The sentences for people are made elsewhere; these names are fixed.</summary>
internal static class Reasons
{
    // the file as a whole
    public const string FileEmpty = "file_empty",
        FileTooLarge = "file_too_large",
        NotATable = "not_a_table",
        EncodingUnknown = "encoding_unknown",
        OldOrLockedWorkbook = "old_or_locked_workbook",
        WorkbookBroken = "workbook_broken",
        StrictWorkbook = "strict_workbook",
        WorkbookTooLarge = "workbook_too_large",
        TooManyRows = "too_many_rows",
        TooManyColumns = "too_many_columns",
        TextTooLong = "text_too_long",
        QuoteUnclosed = "quote_unclosed",
        WebPageTable = "web_page_table",
        EmptyRows = "empty_rows",
        ColumnTwice = "column_twice",
        SheetHidden = "sheet_hidden",
        Formula = "formula",
        HeaderNotFound = "header_not_found",
        ColumnMissing = "column_missing",
        WrongKind = "wrong_kind",
        NoRows = "no_rows",
        NotGeoJson = "not_geojson",
        CrsUnsupported = "crs_unsupported",
        NotYaml = "not_yaml";

    // persons
    public const string MissingName = "missing_name",
        MissingId = "missing_id",
        DuplicateId = "duplicate_id",
        UnknownCommunity = "unknown_community",
        CommunityEnded = "community_ended",
        IdMissing = "id_missing",
        IdLength = "id_length",
        IdBirthDate = "id_birth_date",
        IdChecksum = "id_checksum",
        IdPrecisionLost = "id_precision_lost",
        IdMasked = "id_masked",
        NameMasked = "name_masked",
        BirthYearOnly = "birth_year_only",
        BirthDateConflict = "birth_date_conflict",
        DuplicatePerson = "duplicate_person",
        Namesakes = "namesakes",
        PersonErased = "person_erased",
        PersonLeft = "person_left",
        DateInvalid = "date_invalid",
        DateFuture = "date_future",
        DatesReversed = "dates_reversed",
        PhoneMissing = "phone_missing",
        PhoneInvalid = "phone_invalid",
        PhonePartly = "phone_partly",
        GuardianPhoneMissing = "guardian_phone_missing",
        UnknownCategory = "unknown_category",
        CategoryMissing = "category_missing",
        NeedUnread = "need_unread",
        NotKeptHere = "not_kept_here",
        ResidentUnknown = "resident_unknown",
        NameMismatch = "name_mismatch",
        MissingCaregiver = "missing_caregiver",
        DuplicateEntrustment = "duplicate_entrustment",
        UnknownRole = "unknown_role",
        DuplicateMember = "duplicate_member",
        SexUnclear = "sex_unclear",
        AnswerUnclear = "answer_unclear",
        IdentityConflict = "identity_conflict",
        NumberTwice = "number_twice",
        NumberWithoutCounty = "number_without_county",
        HouseholdUnknown = "household_unknown",
        GuardianNameMissing = "guardian_name_missing",
        Refused = "refused";

    // places and things
    public const string CoordinatesInvalid = "coordinates_invalid",
        DoorUnread = "door_unread",
        CoordinatesOutside = "coordinates_outside",
        CoordinatesSwapped = "coordinates_swapped",
        NumberInvalid = "number_invalid",
        QuantityInvalid = "quantity_invalid",
        QuantityApprox = "quantity_approx",
        KeptByHand = "kept_by_hand",
        QuantityUnitText = "quantity_unit_text",
        UnitMissing = "unit_missing",
        UnitMismatch = "unit_mismatch",
        Expired = "expired",
        NoExpiry = "no_expiry",
        UnknownLevel = "unknown_level",
        DayInvalid = "day_invalid",
        TimeInvalid = "time_invalid",
        PostMissing = "post_missing",
        DuplicateDuty = "duplicate_duty",
        CodeInvalid = "code_invalid",
        OutsideDivision = "outside_division",
        OutsideParent = "outside_parent",
        ParentMismatch = "parent_mismatch";

    // plans
    public const string Missing = "missing",
        UnknownMember = "unknown_member",
        UnknownClass = "unknown_class",
        UnknownHazard = "unknown_hazard",
        DurationInvalid = "duration_invalid",
        LayRole = "lay_role",
        WrongForm = "wrong_form";

    /// <summary>All reasons, including those of shapes, to check that each has its sentence.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. new[] { typeof(Reasons), typeof(Features.Places.Shapes.ShapeFaults) }
            .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(f => f.IsLiteral)
            .Select(f => (string)f.GetRawConstantValue()!)
            .Distinct(StringComparer.Ordinal),
    ];
}
