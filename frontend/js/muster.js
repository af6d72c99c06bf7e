// Every page works without this: it only adds what makes a page quicker to use.
import { SortableTable } from "@ministryofjustice/frontend/moj/components/sortable-table/sortable-table.mjs";
import {
  Button,
  CharacterCount,
  Checkboxes,
  createAll,
  ErrorSummary,
  FileUpload,
  isSupported,
  NotificationBanner,
  PasswordInput,
  Radios,
  SkipLink,
  Tabs,
} from "govuk-frontend";
import { filterTables } from "./filter.js";
import { offerPrinting } from "./print.js";
import { watchSession } from "./session.js";
import { watchForChanges } from "./watch.js";

// The components refuse to start until the page says that it has them; the usual inline script is not allowed here.
document.body.classList.add("js-enabled", "govuk-frontend-supported");

const COMPONENTS = [
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  Radios,
  SkipLink,
  SortableTable,
  Tabs,
];

if (isSupported()) {
  for (const component of COMPONENTS) {
    createAll(component);
  }
}

filterTables();
offerPrinting();
watchSession();
watchForChanges();
